-- Who paid how much by what; two payments are points of the club and the rest by the main way.
SELECT part.*,
    CASE
        WHEN voided OR approved_at IS NULL OR approved_at > %(until)s THEN NULL
        WHEN payment_type = 'pay_on_delivery' THEN delivered_at
        WHEN payment_type NOT IN ('b2b', 'confirmation')
            THEN placed_at + (approved_at - placed_at) * 0.8
        WHEN approved_at + interval '20 days' <= %(until)s THEN approved_at + interval '20 days'
    END AS captured_at
FROM (
    SELECT o.id AS order_id, o.k, o.number, o.slug, o.placed_at, o.approved_at, o.currency, part, parts,
        derived.delivered_at, derived.voided,
        CASE WHEN parts = 2 AND part = 1 THEN 'loyalty_money'
            WHEN parts > 2 AND o.payment_type NOT IN ('saved_card', 'stored_card')
                THEN 'credit_card'
            ELSE o.payment_type END AS payment_type,
        CASE WHEN parts = 2 AND part = 1 THEN points
            WHEN parts = 2 THEN due - points
            ELSE due / parts + CASE WHEN part <= mod(due, parts) THEN 1 ELSE 0 END
        END AS amount,
        CASE WHEN parts = part THEN basket.installments ELSE 1 END AS installments
    FROM seed_order AS o
    JOIN seed_basket AS basket USING (k)
    JOIN seed_derived AS derived USING (k)
    CROSS JOIN LATERAL (
        SELECT basket.goods - basket.discount + basket.net_shipping_amount + basket.interest
                + basket.fee AS due,
            CASE WHEN o.approved_at IS NULL
                    OR o.payment_type IN ('loyalty_money', 'pay_on_delivery', 'b2b', 'confirmation')
                THEN 1
                ELSE pg_temp.pick(pg_temp.draw(o.k, 'parts'), '{1,2,3,5,12,20}',
                    '{.93,.989,.997,.999,.9995}')::integer END AS parts
    ) AS sums
    CROSS JOIN LATERAL (
        SELECT due * (4 + pg_temp.place(o.k, 'points', 30)) / 100 AS points
    ) AS club
    CROSS JOIN LATERAL generate_series(1, parts) AS part
) AS part
