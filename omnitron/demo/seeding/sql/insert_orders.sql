INSERT INTO orders_order (
    id, number, channel_id, customer_id, first_name, last_name, email, phone,
    billing_address_id, shipping_address_id, status, placed_at, client_type, language_code,
    currency, amount, shipping_amount, net_shipping_amount, shipping_tax_rate, shipping_reserved,
    shipping_refunded, discount_amount, installment_count, installment_interest_amount,
    payment_option_fee, is_send, delivery_type, cargo_company, notes, has_gift_box,
    gift_box_note, remote_addr, extra_field, version, created_at, modified_at,
    item_count, cancellation_waiting, seller_ids, shipping_company_ids, payment_types, approved_at)
SELECT
    o.id, o.number, o.channel_id, o.customer_id, o.first_name, o.last_name, o.email, o.phone,
    o.billing_id, o.home_id, derived.status, o.placed_at, o.platform, o.language,
    o.currency,
    (basket.goods - discount + basket.net_shipping_amount + interest + fee) * channel.step,
    shipping_amount * channel.step, net_shipping_amount * channel.step, channel.tax_rate, 0,
    0, discount * channel.step, installments, interest * channel.step,
    fee * channel.step, pg_temp.draw(o.k, 'unreported') > 0.003, o.delivery_type, '',
    coalesce(note.shown, ''), gift.shown IS NOT NULL,
    coalesce(gift.shown, ''),
    -- Addresses that are kept for documents.
    CASE WHEN o.channel_type <> 'instore' THEN inet '198.51.100.0'
        + pg_temp.place(o.k, 'address', 254) END,
    '{}', 1, o.placed_at, o.placed_at,
    item_count, cancellation_waiting, seller_ids, shipping_company_ids, payment_types,
    derived.approved_at
FROM seed_order AS o
JOIN seed_channel AS channel USING (slug)
JOIN seed_basket AS basket USING (k)
JOIN seed_derived AS derived USING (k)
JOIN (
    SELECT k, {payment_types} AS payment_types FROM seed_payment AS payment GROUP BY k
) AS paid USING (k)
LEFT JOIN seed_word AS note ON note.key = concat_ws('/',
    'note', o.language, pg_temp.place(o.k, 'note', 3 / 0.04))
LEFT JOIN seed_word AS gift ON gift.key = concat_ws('/',
    'gift', o.language, pg_temp.place(o.k, 'gift', 3 / 0.04))
ORDER BY o.id
