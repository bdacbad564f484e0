-- The customers who buy for the first time between two places of the plan.
SELECT nextval('orders_customer_id_seq') AS id, found.*
FROM (
    SELECT drawn.j, drawn.channel_id, drawn.code, locale.country,
        concat_ws(' ', first.shown, second.shown) AS first_name,
        concat_ws(' ', coalesce(rare.shown, last.shown), further.shown) AS last_name,
        CASE WHEN pg_temp.draw(j, 'no e-mail') < 0.01 THEN ''
            ELSE first.latin || '.' || coalesce(rare.latin, last.latin) || j || '@' || locale.mail
        END AS email,
        CASE WHEN pg_temp.draw(j, 'no phone') < 0.03 THEN ''
            ELSE rtrim(locale.phone, '#') || lpad(
                floor(pg_temp.draw(j, 'phone') * power(10, locale.phone_digits))::bigint::text,
                locale.phone_digits, '0')
        END AS phone,
        place.shown AS place,
        street.shown AS street
    FROM (
        SELECT j, channel.id AS channel_id, pg_temp.customer_code(j) AS code,
            pg_temp.pick(pg_temp.draw(j, 'locale'), channel.locales, channel.locale_bounds)
                AS locale
        FROM (
            SELECT j, pg_temp.channel_of(j) AS slug
            FROM generate_series(%(first)s::bigint, %(last)s) AS j
            WHERE pg_temp.is_first_order(j)
        ) AS newcomer
        JOIN seed_channel AS channel USING (slug)
    ) AS drawn
    JOIN seed_locale AS locale USING (locale)
    JOIN seed_word AS first ON first.list = 'first/' || locale.locale
        AND first.place = pg_temp.rank(j, 'first name', locale.firsts)
    JOIN seed_word AS last ON last.list = 'last/' || locale.locale
        AND last.place = pg_temp.rank(j, 'last name', locale.lasts)
    JOIN seed_word AS place ON place.list = 'place/' || locale.country
        AND place.place = pg_temp.rank(j, 'place', locale.places)
    JOIN seed_word AS street ON street.list = 'street/' || locale.country
        AND street.place = pg_temp.place(j, 'street', locale.streets)
    -- Drawn from a longer list than there is, so that few have a second first name, many
    -- Brazilians two last names, and hardly anybody a rare one.
    LEFT JOIN seed_word AS second ON second.list = 'first/' || locale.locale
        AND second.place = pg_temp.place(j, 'second first name', locale.firsts / 0.08)
    LEFT JOIN seed_word AS further ON locale.country = 'BR'
        AND further.list = 'last/' || locale.locale
        AND further.place = pg_temp.place(j, 'second last name', locale.lasts / 0.4)
    LEFT JOIN seed_word AS rare ON rare.list = 'rare'
        AND rare.place = pg_temp.place(j, 'rare last name', 8 / 0.0001)
    WHERE NOT EXISTS (
        SELECT FROM orders_customer AS known
        WHERE known.channel_id = drawn.channel_id AND known.channel_code = drawn.code)
    ORDER BY drawn.j
) AS found
