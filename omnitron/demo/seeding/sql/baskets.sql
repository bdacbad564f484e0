-- What an order costs besides its goods, in the smallest unit.
SELECT basket.*,
    CASE WHEN installments > 3 AND pg_temp.draw(k, 'interest') < 0.4
        THEN (goods - discount) * installments * 4 / 1000 ELSE 0 END AS interest,
    CASE WHEN shipping_amount > 0 AND goods - discount >= free_above THEN 0
        ELSE shipping_amount END AS net_shipping_amount
FROM (
    SELECT o.k, goods.goods, channel.free_above,
        coalesce(goods.goods * discount.per_cent / 100, 0) AS discount,
        discount.code, discount.name AS discount_name,
        CASE WHEN o.payment_type = 'pay_on_delivery' THEN channel.on_delivery_fee ELSE 0 END AS fee,
        CASE WHEN o.delivery_type = 'Home delivery' THEN channel.shipping ELSE 0 END
            AS shipping_amount,
        CASE WHEN o.currency IN ('TRY', 'BRL') AND o.payment_type IN
                ('credit_card', 'saved_card', 'stored_card', 'masterpass', 'bkm_express')
            THEN pg_temp.pick(pg_temp.draw(o.k, 'installments'), '{1,2,3,6,9,12}',
                '{.55,.65,.8,.92,.97}')::integer
            ELSE 1 END AS installments
    FROM seed_order AS o
    JOIN seed_channel AS channel USING (slug)
    JOIN (
        SELECT k, sum(price)::bigint AS goods FROM seed_line_drawn GROUP BY k
    ) AS goods USING (k)
    LEFT JOIN seed_discount AS discount ON discount.place
        = pg_temp.place(o.k, 'discount', discount.discounts / 0.18)
) AS basket
