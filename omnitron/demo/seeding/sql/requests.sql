-- What customers ask for, and what became of it by now. Goods that are still here are canceled, goods
-- that left come back. Whose plan has money to give back has it from the only payment of its order.
SELECT nextval('cancellations_cancellationrequest_id_seq') AS id, asked.*,
    CASE WHEN fate IN ('approved', 'confirmed', 'waiting_approval', 'completed')
        THEN nextval('cancellations_cancellationplan_id_seq') END AS plan_id,
    CASE WHEN fate = 'completed' THEN 0 ELSE paid END AS amount,
    asked_at + (%(until)s - asked_at) * 0.5 * pg_temp.draw(asked.key, 'answered') AS answered_at,
    CASE WHEN needs_words OR pg_temp.draw(asked.key, 'told') < 0.5 THEN word.shown ELSE '' END
        AS description
FROM (
    SELECT asked.*, reason.id AS reason_id, reason.needs_words,
        request_type || '/' || pg_temp.place(asked.key, 'words', 4) AS words
    FROM (
        SELECT item.id AS item_id, item.order_id, item.k, item.key, item.quantity, item.price,
            item.seller_id, item.carrier_id, item.country, item.net + item.line_interest AS paid,
            o.first_name || ' ' || o.last_name AS holder_name, o.payment_type, channel.step,
            channel.name AS channel_name, fates.fate,
            greatest(o.placed_at, CASE fates.fate
                WHEN 'completed' THEN item.canceled_at - interval '3 hours'
                WHEN 'waiting' THEN %(until)s
                    - (%(until)s - coalesce(item.delivered_at, o.placed_at)) * 0.6 * late
                WHEN 'rejected'
                    THEN item.delivered_at + (%(until)s - item.delivered_at) * 0.2 * late
                ELSE item.waiting_at - interval '1 hour' END) AS asked_at,
            CASE WHEN coalesce(item.status_before_cancellation, item.flow) >= 500
                THEN 'refund' ELSE 'cancel' END AS request_type
        FROM seed_line AS item
        JOIN seed_order AS o USING (k)
        JOIN seed_channel AS channel ON channel.slug = item.slug
        JOIN seed_derived AS derived USING (k)
        JOIN (
            SELECT k, count(*) = 1 AND bool_and(captured_at IS NOT NULL) AS simply
            FROM seed_payment GROUP BY k
        ) AS paid USING (k)
        CROSS JOIN LATERAL (SELECT pg_temp.draw(item.key, 'asked for') AS draw,
            pg_temp.draw(item.key, 'asked late') AS late) AS chance
        CROSS JOIN LATERAL (
            SELECT CASE
                WHEN item.waiting AND paid.simply AND item.flow >= 500
                    AND channel.channel_type = 'marketplace' AND item.seller_id IS NOT NULL
                    THEN CASE WHEN draw < 0.5 THEN 'waiting_approval'
                        WHEN draw < 0.8 THEN 'confirmed' END
                WHEN item.waiting AND paid.simply AND draw < 0.15 THEN 'approved'
                WHEN item.canceled AND derived.voided AND draw < 0.5 THEN 'completed'
                WHEN item.status IN (400, 450) AND draw < 0.03 THEN 'waiting'
                WHEN item.status = 550 AND item.delivered_at > %(until)s - interval '14 days'
                    AND draw < 0.04 THEN 'waiting'
                WHEN item.status = 550 AND draw < 0.02 THEN 'rejected'
            END AS fate
        ) AS fates
        WHERE fates.fate IS NOT NULL
    ) AS asked
    JOIN (
        SELECT cancellation_type, id, extra_information_needed AS needs_words,
            row_number() OVER (PARTITION BY cancellation_type ORDER BY "order", subject) AS place,
            count(*) OVER (PARTITION BY cancellation_type) AS size
        FROM cancellations_cancellationreason
        WHERE is_active AND sources @> '{customer_request}'
    ) AS reason ON reason.cancellation_type = asked.request_type
        AND reason.place = pg_temp.place(asked.key, 'reason', reason.size)
) AS asked
JOIN seed_word AS word ON word.key = 'asked/' || words
ORDER BY item_id
