INSERT INTO orders_discountitem (order_id, name, code, amount)
SELECT o.id, basket.discount_name, basket.code, basket.discount * channel.step
FROM seed_order AS o
JOIN seed_basket AS basket USING (k)
JOIN seed_channel AS channel USING (slug)
WHERE basket.discount > 0
ORDER BY o.id
