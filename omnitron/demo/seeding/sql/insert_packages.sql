INSERT INTO orders_package (id, number, order_id, channel_id, seller_id, delivery_setting_id,
    status, shipping_company_id, tracking_number, placed_at, ship_by, preparing_at, ready_at, shipped_at,
    failed_at, delivered_at, created_at, modified_at, is_shown, is_held)
SELECT item.package_id, min(o.number) || '-' || min(item.parcel), o.id, min(o.channel_id), min(item.seller_id),
    min(setting.id),
    {package_status},
    coalesce(min(item.shipping_company_id), min(setting.shipping_company_id)),
    max(item.tracking_number),
    min(o.placed_at), {ship_by}, {preparing_at}, {ready_at}, {shipped_at}, {failed_at},
    {delivered_at},
    min(o.placed_at), min(o.placed_at),
    {has_shown} AND bool_or(derived.approved_at IS NOT NULL),
    {is_held}
FROM seed_line AS item
JOIN seed_order AS o USING (k)
JOIN seed_derived AS derived USING (k)
LEFT JOIN orders_deliverysetting AS setting ON setting.seller_id IS NULL AND setting.is_default
WHERE item.package_id IS NOT NULL
GROUP BY item.package_id, o.id
ORDER BY item.package_id
