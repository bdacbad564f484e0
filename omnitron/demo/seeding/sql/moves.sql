-- Where each line has got to by now, and when it made each step.
SELECT nextval('orders_orderitem_id_seq') AS id, moved.*,
    CASE WHEN canceled THEN 100 WHEN refunded_at IS NOT NULL THEN 600 WHEN waiting THEN 50
        ELSE flow END::smallint AS status,
    CASE WHEN waiting THEN flow END::smallint AS status_before_cancellation,
    CASE WHEN shipped_at IS NOT NULL THEN carrier_id END AS shipping_company_id,
    CASE WHEN shipped_at IS NOT NULL THEN tracking ELSE '' END AS tracking_number,
    CASE WHEN shipped_at IS NOT NULL AND pg_temp.draw(parcel_key, 'invoice') < 0.95
        THEN country || to_char(shipped_at, 'YYYY') || lpad(parcel_key::text, 10, '0')
        ELSE '' END AS invoice_number
FROM (
    SELECT moved.*,
        CASE
            WHEN after_at IS NOT NULL THEN after_status
            WHEN delivered_at IS NOT NULL THEN 550
            WHEN attempted_at IS NOT NULL THEN 540
            WHEN pickup_at IS NOT NULL THEN 520
            WHEN informed_at IS NOT NULL THEN 510
            WHEN shipped_at IS NOT NULL THEN 500
            WHEN prepared_at IS NOT NULL THEN 450
            WHEN approved_at IS NOT NULL THEN 400
            ELSE first_status
        END AS flow
    FROM (
        SELECT line.*, o.first_status, o.placed_at, parcel.key AS parcel_key, parcel.seller_id,
            parcel.package_id, parcel.carrier_id, parcel.country,
            coalesce(parcel.prefix || lpad((pg_temp.place(parcel.key, 'tracking', 1e10) - 1)::text,
                10, '0') || parcel.country, '') AS tracking,
            CASE WHEN parcel.approved_at <= cut_at THEN parcel.approved_at END AS approved_at,
            CASE WHEN parcel.prepared_at <= cut_at THEN parcel.prepared_at END AS prepared_at,
            CASE WHEN parcel.ready_at <= cut_at THEN parcel.ready_at END AS ready_at,
            CASE WHEN parcel.shipped_at <= cut_at THEN parcel.shipped_at END AS shipped_at,
            CASE WHEN parcel.informed_at <= cut_at THEN parcel.informed_at END AS informed_at,
            CASE WHEN parcel.pickup_at <= cut_at THEN parcel.pickup_at END AS pickup_at,
            CASE WHEN parcel.attempted_at <= cut_at THEN parcel.attempted_at END AS attempted_at,
            CASE WHEN parcel.delivered_at <= cut_at THEN parcel.delivered_at END AS delivered_at,
            CASE WHEN refunded AND parcel.delivered_at + refunded_after <= cut_at
                THEN parcel.delivered_at + refunded_after END AS refunded_at,
            after.status AS after_status,
            CASE WHEN after.status IS NOT NULL AND NOT refunded
                    AND parcel.delivered_at + interval '1 day' <= cut_at
                THEN parcel.delivered_at + interval '1 day' END AS after_at
        FROM seed_line_shared AS line
        JOIN seed_order AS o USING (k)
        JOIN seed_parcel AS parcel ON parcel.k = line.k AND parcel.place = line.parcel
        CROSS JOIN LATERAL (
            SELECT interval '1 day' * (2 + 12 * pg_temp.draw(line.key, 'refunded'))
                AS refunded_after,
            -- Reviews and trade-ins are rare, and reviews are of late.
            CASE
                WHEN pg_temp.draw(line.key, 'trade-in') < 0.0004 THEN 546
                WHEN pg_temp.draw(line.key, 'trade-in') < 0.0010 THEN 547
                WHEN parcel.delivered_at > %(until)s - interval '30 days' THEN
                    CASE WHEN pg_temp.draw(line.key, 'review') < 0.01 THEN 544
                        WHEN pg_temp.draw(line.key, 'review') < 0.04 THEN 545 END
            END AS status
        ) AS after
    ) AS moved
) AS moved
ORDER BY k, line
