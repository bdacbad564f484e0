INSERT INTO payments_paymenttransaction (order_id, payment_type, gateway, gateway_reference,
    amount, currency, captured_at, installment_count, card_mask, reserved_amount,
    refunded_amount, created_at)
SELECT order_id, payment_type, gateway,
    CASE WHEN gateway = 'manual' AND captured_at IS NULL THEN ''
        ELSE prefix || left(md5(number || '/' || part), 18) END,
    amount * channel.step, payment.currency, captured_at, installments,
    CASE WHEN is_card THEN '**** ' || lpad((pg_temp.place(k, 'card', 10000) - 1)::text, 4, '0')
        ELSE '' END,
    0, 0, payment.placed_at
FROM seed_payment AS payment
JOIN seed_channel AS channel USING (slug)
JOIN seed_payment_way AS way USING (payment_type)
ORDER BY order_id, part
