INSERT INTO orders_package (id, number, order_id, seller_id, delivery_setting_id, status,
    shipping_company_id, tracking_number, ready_at, failed_at, created_at, modified_at)
SELECT item.package_id, min(o.number) || '-' || min(item.parcel), o.id, min(item.seller_id),
    (SELECT id FROM orders_deliverysetting WHERE seller_id IS NULL AND is_default),
    {package_status},
    min(item.shipping_company_id), max(item.tracking_number),
    {ready_at}, {failed_at},
    min(o.placed_at), min(o.placed_at)
FROM seed_line AS item
JOIN seed_order AS o USING (k)
WHERE item.package_id IS NOT NULL
GROUP BY item.package_id, o.id
ORDER BY item.package_id
