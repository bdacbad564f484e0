-- Orders as they are placed: when, by whom, from where, how paid, and what becomes of them.
SELECT nextval('orders_order_id_seq') AS id, placed.*,
    to_char(placed_at AT TIME ZONE timezone, 'YYMMDD') || lpad(mod(k, 100000)::text, 5, '0')
        || %(suffix)s AS number,
    CASE
        WHEN payment_type IN ('confirmation', 'b2b') THEN 350
        WHEN payment_type = 'funds_transfer' OR pg_temp.draw(k, 'slow card') < 0.01 THEN 300
        ELSE 200
    END AS first_status,
    -- The bank of a card answers at once, a transfer takes days, a promise takes a call.
    placed_at + interval '1 hour' * CASE
        WHEN channel_type = 'instore' THEN 0.02
        WHEN pg_temp.draw(k, 'never approved')
            < CASE payment_type WHEN 'funds_transfer' THEN 0.1 ELSE 0.008 END THEN NULL
        WHEN payment_type IN ('confirmation', 'b2b') THEN 1 + 70 * pg_temp.draw(k, 'approved')
        WHEN payment_type = 'funds_transfer' THEN 1 + 60 * pg_temp.draw(k, 'approved')
        ELSE 0.05 + 0.2 * pg_temp.draw(k, 'approved')
    END AS approved_at
FROM (
    SELECT k, channel.slug, channel.id AS channel_id, channel.channel_type, channel.currency,
        channel.timezone,
        CASE WHEN moment < %(until)s THEN moment ELSE moment - interval '1 day' END AS placed_at,
        pg_temp.customer_code(j) AS customer_code,
        pg_temp.pick(pg_temp.draw(k, 'platform'), channel.platforms, channel.platform_bounds)
            AS platform,
        pg_temp.pick(pg_temp.draw(k, 'payment'), channel.payments, channel.payment_bounds)
            AS payment_type,
        pg_temp.pick(pg_temp.draw(k, 'fate'),
            '{kept,canceled,refunded,waiting}', '{.885,.925,.96}') AS fate,
        pg_temp.draw(k, 'whole') < 0.6 AS whole,
        lines,
        CASE WHEN channel.sellers = '' THEN 1
            ELSE least(lines,
                pg_temp.pick(pg_temp.draw(k, 'parcels'), '{1,2,3}', '{.6,.95}')::integer)
        END AS parcels
    FROM (
        SELECT k, j, pg_temp.channel_of(j) AS slug,
            -- The shop grows: the later, the more orders.
            %(until)s - %(span)s::float8 * interval '1 second'
                * (1 - power((k + pg_temp.draw(k, 'day')) / %(orders)s, 0.85)) AS day,
            pg_temp.pick(pg_temp.draw(k, 'lines'), '{1,2,3,4,5,7,12,40}',
                '{.86,.958,.984,.993,.996,.9985,.9999}')::integer AS lines
        FROM generate_series(%(first)s::bigint, %(last)s) AS k
        CROSS JOIN LATERAL (
            SELECT CASE WHEN pg_temp.is_first_order(k) THEN k
                ELSE 10 * floor(power(pg_temp.draw(k, 'loyal'), 0.8) * (k / 10))::bigint
                    + ('{0,1,2,4,5,7}'::bigint[])[pg_temp.place(k, 'of ten', 6)]
            END AS j
        ) AS customer
    ) AS drawn
    JOIN seed_channel AS channel USING (slug)
    CROSS JOIN LATERAL (
        -- Hardly anybody shops at night, most do in the evening.
        SELECT (date_trunc('day', day AT TIME ZONE timezone)
            + interval '1 second' * pg_temp.place(k, 'second', 3599)
            + interval '1 hour' * width_bucket(pg_temp.draw(k, 'hour'),
                '{.01,.016,.02,.023,.026,.032,.044,.066,.1,.146,.2,.257,.317,.374,.428,.482,.539,
                .6,.667,.743,.825,.904,.962}'::float8[])) AT TIME ZONE timezone AS moment
    ) AS clock
) AS placed
ORDER BY k
