-- Everybody's home, and for some a company to bill.
INSERT INTO orders_address (customer_id, first_name, last_name, phone, line, district, township,
    city, country, postcode, company_name, tax_office, tax_no, identity_number)
SELECT id, first_name, last_name, phone,
    CASE
        WHEN country = 'TR' THEN street || ' No: ' || house || ' D: ' || flat
        WHEN country = 'BR' THEN street || ', ' || house || ', apto ' || flat
        WHEN country IN ('GB', 'FR') THEN house || ' ' || street
        ELSE street || ' ' || house
    END,
    split_part(wanted.place, '|', 3), split_part(wanted.place, '|', 2),
    split_part(wanted.place, '|', 1), country,
    pg_temp.digits(j, split_part(wanted.place, '|', 4)),
    coalesce(company.shown, ''),
    CASE WHEN kind = 2 AND country = 'TR' THEN office.shown ELSE '' END,
    CASE WHEN kind = 2 THEN (1000000000 + pg_temp.place(j, 'tax number', 8999999999))::text
        ELSE '' END,
    ''
FROM (
    SELECT customer.*, kind, pg_temp.place(j, 'house', 180) AS house,
        pg_temp.place(j, 'flat', 40) AS flat
    FROM seed_customer AS customer
    CROSS JOIN (VALUES (1), (2)) AS kinds (kind)
    WHERE kind = 1 OR pg_temp.draw(j, 'company') < 0.1
) AS wanted
JOIN seed_word AS office ON office.key = 'tax office/' || pg_temp.place(j, 'tax office', 5)
LEFT JOIN seed_word AS company ON kind = 2
    AND company.key = 'company/' || pg_temp.place(j, 'which company', 8)
ORDER BY id, kind
