-- A load is no change: whoever asks what changed is not told of it.
INSERT INTO orders_revision (kind, object_id, channel_id, changed_at,
    revision, acknowledged, is_due, announced, is_unannounced)
SELECT kind, object_id, channel_id, placed_at, 1, 1, false, 1, false
FROM (
    SELECT 'order' AS kind, id AS object_id, id AS order_id FROM seed_order
    UNION ALL
    SELECT 'cancellation_request', id, order_id FROM seed_request
    UNION ALL
    SELECT 'cancellation_plan', plan_id, order_id FROM seed_request WHERE plan_id IS NOT NULL
    UNION ALL
    SELECT 'refund', refund.id, refund.order_id
    FROM seed_request JOIN cancellations_planrefund USING (plan_id)
    JOIN payments_refund AS refund ON refund.id = refund_id
) AS told
JOIN (SELECT id AS order_id, channel_id, placed_at FROM seed_order) AS o USING (order_id)
ORDER BY kind, object_id
