-- Plans of what was asked for. They set aside what they give back; what was never captured sends
-- nothing back and is completed, the others wait for a seller or for somebody to send the money.
INSERT INTO cancellations_cancellationplan (id, order_id, plan_type, status, seller_id,
    confirmation, confirmed_at, amount, shipping_amount, fee_amount, rest_amount, breakdown, source,
    key, part, digest, refund_invoice_number, note, iban, holder_name, created_at, executes_at)
SELECT plan_id, order_id, request_type, 'waiting',
    CASE WHEN fate IN ('waiting_approval', 'confirmed') THEN seller_id END,
    CASE fate WHEN 'waiting_approval' THEN 'due' WHEN 'confirmed' THEN 'given' ELSE 'none' END,
    CASE WHEN fate = 'confirmed' THEN answered_at END, amount * step, 0, 0, 0, '{}',
    'customer_request', md5('plan/' || %(load)s || '/' || key)::uuid, 0, repeat('0', 64), '', '', '',
    '', asked_at, CASE WHEN fate <> 'waiting_approval' THEN answered_at END
FROM seed_request WHERE plan_id IS NOT NULL ORDER BY id;

INSERT INTO cancellations_cancellationplanitem (plan_id, item_id, reason_id, note, amount,
    kept_amount, breakdown, iban, holder_name, outcome)
SELECT plan_id, item_id, reason_id, description, amount * step, 0,
    jsonb_build_array(
        jsonb_build_object('kind', 'paid', 'amount', (paid * step)::text, 'is_sum', true))
        || CASE WHEN amount < paid THEN jsonb_build_array(jsonb_build_object(
            'kind', 'not_captured', 'amount', ((amount - paid) * step)::text)) ELSE '[]' END
        || jsonb_build_array(jsonb_build_object(
            'kind', 'total', 'amount', (amount * step)::text, 'is_sum', true)),
    '', '', ''
FROM seed_request WHERE plan_id IS NOT NULL ORDER BY id;

INSERT INTO payments_refund (key, order_id, transaction_id, method, gateway, gateway_reference,
    amount, status, checks, failure_code, failure_text, created_at, waiting_since)
SELECT md5('refund/' || %(load)s || '/' || key)::uuid, asked.order_id, payment.id,
    CASE WHEN payment.gateway = 'manual' OR fate <> 'waiting_approval' THEN 'manual'
        WHEN payment.gateway = 'internal' THEN 'internal' ELSE 'gateway' END,
    CASE WHEN payment.gateway = 'manual' OR fate <> 'waiting_approval' THEN ''
        ELSE payment.gateway END,
    '', asked.amount * step, 'reserved', 0,
    -- No gateway knows of a seed's refunds: what has begun is told as one that it declined.
    CASE WHEN payment.gateway <> 'manual' AND fate <> 'waiting_approval'
        THEN 'expired_or_canceled_card' ELSE '' END,
    CASE WHEN payment.gateway <> 'manual' AND fate <> 'waiting_approval'
        THEN 'The card is no longer valid.' ELSE '' END,
    asked_at, asked_at
FROM seed_request AS asked
JOIN payments_paymenttransaction AS payment USING (order_id)
WHERE plan_id IS NOT NULL AND asked.amount > 0 ORDER BY asked.id;

-- A statement of its own: what it links has to be visible to the rule that compares them.
INSERT INTO cancellations_planrefund (refund_id, plan_id, plan_item_id)
SELECT refund.id, entry.plan_id, entry.id
FROM payments_refund AS refund
JOIN seed_request AS asked ON refund.key = md5('refund/' || %(load)s || '/' || asked.key)::uuid
JOIN cancellations_cancellationplanitem AS entry USING (plan_id);

UPDATE cancellations_cancellationplan AS plan SET status = 'refunding'
FROM seed_request AS asked
WHERE plan.id = asked.plan_id AND fate <> 'waiting_approval';

UPDATE payments_refund AS refund SET status = 'needed'
FROM seed_request AS asked JOIN cancellations_planrefund AS link USING (plan_id)
WHERE refund.id = link.refund_id AND fate <> 'waiting_approval';

-- Nobody is told of what happened before there was a demo.
UPDATE cancellations_cancellationplan AS plan
SET status = CASE fate WHEN 'completed' THEN 'completed' ELSE 'manual_refund_needed' END,
    ended_at = CASE fate WHEN 'completed' THEN answered_at END,
    mailed_at = CASE fate WHEN 'completed' THEN answered_at END
FROM seed_request AS asked
WHERE plan.id = asked.plan_id AND fate <> 'waiting_approval';

UPDATE cancellations_cancellationplanitem AS entry SET outcome = 'refunded', closed_at = answered_at
FROM seed_request AS asked
WHERE entry.plan_id = asked.plan_id AND fate = 'completed';

UPDATE orders_orderitem AS item
SET cancel_status = CASE fate WHEN 'waiting_approval' THEN 'waiting'
    WHEN 'completed' THEN 'completed' ELSE 'approved' END
FROM seed_request AS asked
WHERE item.id = asked.item_id AND plan_id IS NOT NULL
