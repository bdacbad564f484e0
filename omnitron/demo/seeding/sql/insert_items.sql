INSERT INTO orders_orderitem (
    id, order_id, line_number, seller_id, sku, name, attributes, image_url, non_returnable,
    quantity, retail_price, price, discount_amount, net_amount, installment_interest_amount,
    tax_rate, tax_amount, reserved_amount, refunded_amount, status, status_before_cancellation,
    package_id, shipping_company_id, tracking_number, carrier_shipping_code,
    invoice_number, invoice_date, e_archive_url, delivered_date, estimated_delivery_date,
    extra_field, version)
SELECT
    item.id, order_id, line, seller_id, sku, item.name, attributes, '', non_returnable,
    quantity, retail_price * step, price * step, line_discount * step, net * step,
    line_interest * step,
    -- Half a unit rounds up, in whole numbers.
    tax_rate, (2 * net * tax_rate + 100 + tax_rate) / (2 * (100 + tax_rate)) * step, 0, 0,
    status, status_before_cancellation,
    package_id, shipping_company_id, tracking_number, '',
    invoice_number, CASE WHEN invoice_number <> '' THEN (shipped_at AT TIME ZONE timezone)::date END,
    CASE WHEN invoice_number <> '' AND pg_temp.draw(parcel_key, 'archive') < 0.7
        THEN 'https://invoices.example/' || invoice_number || '.pdf' ELSE '' END,
    delivered_at, approved_at + interval '7 days',
    '{}', 1
FROM seed_line AS item
JOIN seed_channel AS channel USING (slug)
ORDER BY item.id
