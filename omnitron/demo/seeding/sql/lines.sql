-- The lines with their goods and prices in the smallest unit; what happens after `cut_at` does
-- not happen to them any more.
SELECT o.k, line, 64 * o.k + line AS key, o.id AS order_id, o.slug, parcel.place AS parcel,
    canceled, o.canceled_at, waiting, o.waiting_at,
    o.fate = 'refunded' AND (o.whole OR line = 1) AS refunded,
    least(%(until)s, CASE WHEN canceled THEN o.canceled_at END,
        CASE WHEN waiting THEN o.waiting_at END) AS cut_at,
    product.name, product.sku || '-' || colour.latin AS sku, product.category,
    product.non_returnable,
    jsonb_strip_nulls(jsonb_build_object(
        kind.colour_label, colour.shown,
        kind.size_label, trim(product.sizes[
            pg_temp.place(64 * o.k + line, 'size', cardinality(product.sizes))]))) AS attributes,
    quantity,
    quantity * unit AS price,
    quantity * CASE WHEN pg_temp.draw(product.place, 'reduced') < 0.3
        THEN unit + kind.price_step * (1 + unit / kind.price_step / 8) ELSE unit END
        AS retail_price
FROM seed_order AS o
JOIN seed_channel AS kind USING (slug)
CROSS JOIN LATERAL generate_series(1, o.lines) AS line
CROSS JOIN LATERAL (
    SELECT o.canceled_at IS NOT NULL AND (o.whole OR line = 1 OR o.approved_at IS NULL) AS canceled,
        o.waiting_at IS NOT NULL AND (o.whole OR line = 1) AS waiting,
        pg_temp.pick(pg_temp.draw(64 * o.k + line, 'quantity'), '{1,2,3,4,6,10}',
            '{.88,.96,.985,.994,.999}')::integer AS quantity
) AS fate
JOIN seed_parcel AS parcel ON parcel.k = o.k
    AND parcel.place = 1 + mod(line - 1, o.parcels)
JOIN seed_product AS product ON product.key
    = kind.goods || '/' || pg_temp.place(64 * o.k + line, 'product', kind.products)
JOIN seed_word AS colour ON colour.key = concat_ws('/',
    'colour', kind.goods, pg_temp.place(64 * o.k + line, 'colour', kind.colours))
CROSS JOIN LATERAL (
    SELECT kind.price_step * (1 + floor(product.cents * kind.rate
            * (0.85 + 0.3 * pg_temp.draw(product.place, kind.slug))
            / kind.price_step)::bigint) - kind.price_under AS unit
) AS priced
