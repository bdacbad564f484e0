-- Requests begin waiting; what became of them follows by the moves that the table allows.
INSERT INTO cancellations_cancellationrequest (id, order_id, item_id, request_type, status,
    reason_id, description, quantity, iban, holder_name, return_company_id, return_tracking_number,
    source, created_at, rejection)
SELECT asked.id, order_id, item_id, request_type, 'waiting', reason_id, description, quantity,
    CASE WHEN has_account THEN 'TR330006100519786457841326' ELSE '' END,
    CASE WHEN has_account THEN holder_name ELSE '' END,
    CASE WHEN comes_back THEN carrier_id END,
    CASE WHEN comes_back THEN 'R' || lpad((pg_temp.place(key, 'return', 1e9) - 1)::text, 9, '0')
        || country ELSE '' END,
    CASE WHEN pg_temp.draw(key, 'by channel') < 0.2 THEN 'api' ELSE 'customer_request' END,
    asked_at, ''
FROM seed_request AS asked
CROSS JOIN LATERAL (
    SELECT payment_type IN ('funds_transfer', 'pay_on_delivery') AS has_account,
        request_type = 'refund' AND carrier_id IS NOT NULL
            AND pg_temp.draw(key, 'sent back') < 0.6 AS comes_back
) AS more
ORDER BY asked.id;

UPDATE cancellations_cancellationrequest AS request
SET status = CASE WHEN fate IN ('confirmed', 'waiting_approval') THEN 'waiting_approval'
        WHEN fate = 'completed' THEN 'approved' ELSE fate END,
    plan_id = asked.plan_id,
    rejected_at = CASE WHEN fate = 'rejected' THEN answered_at END,
    rejection = CASE WHEN fate = 'rejected' THEN word.shown ELSE '' END
FROM seed_request AS asked
JOIN seed_word AS word ON word.key = 'rejection/' || pg_temp.place(asked.key, 'rejection', 4)
WHERE request.id = asked.id AND fate <> 'waiting';

UPDATE cancellations_cancellationrequest AS request SET status = fate
FROM seed_request AS asked
WHERE request.id = asked.id AND fate IN ('confirmed', 'completed')
