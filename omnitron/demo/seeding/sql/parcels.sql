-- What is sent together, and when; an order of the own shop is one parcel without a seller.
-- A time that is missing makes those after it missing: a few parcels get stuck.
SELECT moving.*,
    CASE WHEN channel_type = 'instore' THEN shipped_at + interval '1 minute'
        WHEN pg_temp.draw(key, 'lost') > 0.003
            THEN shipped_at + interval '1 hour' * (20 + 110 * pg_temp.draw(key, 'delivered'))
    END AS delivered_at,
    CASE WHEN channel_type <> 'instore' AND pg_temp.draw(key, 'informed') < 0.25
        THEN shipped_at + interval '3 hours' END AS informed_at,
    CASE WHEN delivery_type = 'Click and collect' THEN shipped_at + interval '15 hours'
    END AS pickup_at,
    CASE WHEN delivery_type = 'Home delivery' AND pg_temp.draw(key, 'attempt') < 0.06
        THEN shipped_at + interval '18 hours' END AS attempted_at,
    CASE WHEN channel_type <> 'instore' AND pg_temp.draw(key, 'ready') < 0.6
        THEN prepared_at + (shipped_at - prepared_at) / 3 END AS ready_at
FROM (
    SELECT prepared.*,
        CASE WHEN channel_type = 'instore' THEN approved_at + interval '1 minute'
            WHEN pg_temp.draw(key, 'late') < 0.01 THEN NULL
            ELSE prepared_at + interval '1 hour' * (3 + 40 * pg_temp.draw(key, 'shipped'))
        END AS shipped_at
    FROM (
        SELECT o.k, o.id AS order_id, parcel AS place, 8 * o.k + parcel AS key, o.channel_type,
            o.delivery_type, o.approved_at, seller.id AS seller_id,
            CASE WHEN seller.id IS NOT NULL THEN nextval('orders_package_id_seq') END
                AS package_id,
            carrier.id AS carrier_id, carrier.prefix, o.country, o.placed_at,
            CASE WHEN o.channel_type <> 'instore' AND pg_temp.draw(o.k, 'stuck') > 0.003
                THEN o.approved_at
                    + interval '1 hour' * (2.5 + 30 * pg_temp.draw(8 * o.k + parcel, 'prepared'))
            END AS prepared_at
        FROM seed_order AS o
        JOIN seed_channel AS channel USING (slug)
        CROSS JOIN LATERAL generate_series(1, o.parcels) AS parcel
        LEFT JOIN seed_seller AS seller ON seller.key = concat_ws('/', channel.sellers,
            1 + mod(pg_temp.rank(o.k, 'seller', channel.seller_count) + parcel - 2,
                channel.seller_count))
        LEFT JOIN seed_carrier AS carrier ON o.channel_type <> 'instore'
            AND carrier.key = CASE WHEN pg_temp.draw(8 * o.k + parcel, 'special') < 0.0005
                THEN '/1'
                ELSE o.country || '/' || pg_temp.place(8 * o.k + parcel, 'carrier', o.carriers)
            END
        ORDER BY o.k, parcel
    ) AS prepared
) AS moving
