INSERT INTO orders_customer
    (id, channel_id, channel_code, email, first_name, last_name, phone_number, is_active)
SELECT id, channel_id, code, email, first_name, last_name, phone, true
FROM seed_customer
