-- Who buys for the first time between two places of the plan, and is not known yet.
SELECT drawn.*
FROM (
    SELECT j, channel.id AS channel_id, pg_temp.customer_code(j) AS code,
        pg_temp.pick(pg_temp.draw(j, 'locale'), channel.locales, channel.locale_bounds) AS locale
    FROM (
        SELECT j, pg_temp.channel_of(j) AS slug
        FROM generate_series(%(first)s::bigint, %(last)s) AS j
        WHERE pg_temp.is_first_order(j)
    ) AS numbered
    JOIN seed_channel AS channel USING (slug)
) AS drawn
LEFT JOIN orders_customer AS known ON known.channel_id = drawn.channel_id
    AND known.channel_code = drawn.code
WHERE known.id IS NULL
