-- The lines with their shares, by largest remainder: of the discount by price, of the interest
-- by what is left of it; and where each has got to.
SELECT line.*, price - line_discount AS net,
    interest_floor + CASE WHEN row_number() OVER (PARTITION BY k ORDER BY
            mod(interest * (price - line_discount), goods - discount) DESC, line)
        <= interest - sum(interest_floor) OVER (PARTITION BY k) THEN 1 ELSE 0 END AS line_interest
FROM (
    SELECT line.*, interest * (price - line_discount) / (goods - discount) AS interest_floor
    FROM (
        SELECT line.*, basket.goods, basket.discount, basket.interest,
            discount * price / goods + CASE WHEN row_number() OVER (PARTITION BY k ORDER BY
                    mod(discount * price, goods) DESC, line)
                <= discount - sum(discount * price / goods) OVER (PARTITION BY k)
                THEN 1 ELSE 0 END AS line_discount
        FROM seed_line_drawn AS line JOIN seed_basket AS basket USING (k)
    ) AS line
) AS line
