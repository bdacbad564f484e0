-- The newcomers as people.
SELECT nextval('orders_customer_id_seq') AS id, found.*
FROM (
    SELECT newcomer.j, newcomer.channel_id, newcomer.code, locale.country,
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
    FROM seed_newcomer AS newcomer
    JOIN seed_locale AS locale USING (locale)
    JOIN seed_word AS first ON first.key = concat_ws('/',
        'first', locale.locale, pg_temp.rank(j, 'first name', locale.firsts))
    JOIN seed_word AS last ON last.key = concat_ws('/',
        'last', locale.locale, pg_temp.rank(j, 'last name', locale.lasts))
    JOIN seed_word AS place ON place.key = concat_ws('/',
        'place', locale.country, pg_temp.rank(j, 'place', locale.places))
    JOIN seed_word AS street ON street.key = concat_ws('/',
        'street', locale.country, pg_temp.place(j, 'street', locale.streets))
    -- Drawn from a longer list than there is, so that few have a second first name, many
    -- Brazilians two last names, and hardly anybody a rare one.
    LEFT JOIN seed_word AS second ON second.key = concat_ws('/',
        'first', locale.locale, pg_temp.place(j, 'second first name', locale.firsts / 0.08))
    LEFT JOIN seed_word AS further ON locale.country = 'BR' AND further.key = concat_ws('/',
        'last', locale.locale, pg_temp.place(j, 'second last name', locale.lasts / 0.4))
    LEFT JOIN seed_word AS rare ON rare.key = concat_ws('/',
        'rare', pg_temp.place(j, 'rare last name', 8 / 0.0001))
    ORDER BY j
) AS found
