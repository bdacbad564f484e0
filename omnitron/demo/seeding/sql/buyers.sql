-- The new orders with their customers, and the times at which they are canceled or asked to be.
SELECT o.*, customer.id AS customer_id, customer.first_name, customer.last_name, customer.email,
    customer.phone_number AS phone, home.id AS home_id, home.billing_id, home.country,
    locale.language, locale.carriers,
    CASE
        WHEN channel_type = 'instore' THEN 'In store'
        WHEN pg_temp.draw(k, 'collect') < 0.05 THEN 'Click and collect'
        ELSE 'Home delivery'
    END AS delivery_type,
    CASE
        WHEN approved_at IS NULL AND placed_at + interval '5 days' < %(until)s
            THEN placed_at + interval '5 days'
        WHEN fate = 'canceled' AND channel_type <> 'instore' AND approved_at < %(until)s
            THEN approved_at + interval '2 hours' * pg_temp.draw(k, 'canceled')
    END AS canceled_at,
    CASE
        WHEN fate = 'waiting' AND placed_at > %(until)s - interval '14 days'
            AND channel_type <> 'instore' AND approved_at < %(until)s
            THEN greatest(approved_at,
                %(until)s - interval '2 days' * pg_temp.draw(k, 'waiting'))
    END AS waiting_at
FROM seed_placed AS o
JOIN orders_customer AS customer ON customer.channel_id = o.channel_id
    AND customer.channel_code = o.customer_code
CROSS JOIN LATERAL (
    SELECT min(id) AS id, max(id) AS billing_id, min(country) AS country
    FROM orders_address AS address WHERE address.customer_id = customer.id
) AS home
JOIN (SELECT DISTINCT country, language, carriers FROM seed_locale) AS locale ON locale.country = home.country
WHERE NOT EXISTS (SELECT FROM orders_order AS taken WHERE taken.number = o.number)
