-- The story of each order, in the order in which it happened.
INSERT INTO orders_orderevent
    (order_id, item_id, kind, at, actor_type, actor_name, cause, changes, note)
SELECT order_id, item_id, kind, at, actor_type, actor_name, '', changes, note
FROM (
    SELECT o.id AS order_id, NULL::bigint AS item_id, 0 AS place, 'placed' AS kind,
        o.placed_at AS at, 'system' AS actor_type, channel.name AS actor_name,
        '{}'::jsonb AS changes, '' AS note
    FROM seed_order AS o JOIN seed_channel AS channel USING (slug)
    UNION ALL
    SELECT payment.order_id, NULL, part, 'payment_recorded', captured_at, 'gateway', way.gateway,
        jsonb_build_object('captured_amount',
            jsonb_build_array(NULL, (amount * channel.step)::text)), ''
    FROM seed_payment AS payment
    JOIN seed_channel AS channel USING (slug)
    JOIN seed_payment_way AS way USING (payment_type)
    WHERE captured_at IS NOT NULL
    UNION ALL
    SELECT order_id, item_id, 50 + place, 'status_changed', at, 'system', '',
        jsonb_build_object('status', jsonb_build_array(before, status)), ''
    FROM (
        SELECT item.order_id, item.id AS item_id, step.*,
            coalesce(lag(step.status) OVER (PARTITION BY item.id ORDER BY place),
                item.first_status) AS before
        FROM seed_line AS item
        CROSS JOIN LATERAL (VALUES
            (1, 400, approved_at), (2, 450, prepared_at), (3, 500, shipped_at),
            (4, 510, informed_at), (5, 520, pickup_at), (6, 540, attempted_at),
            (7, 550, delivered_at),
            (8, after_status, CASE WHEN after_status IN (544, 545) THEN after_at END),
            (9, 50, CASE WHEN canceled THEN canceled_at WHEN waiting THEN waiting_at
                ELSE refunded_at - interval '2 minutes' END),
            (10, 100, CASE WHEN canceled THEN canceled_at + interval '1 minute' END),
            (11, 600, refunded_at)
        ) AS step (place, status, at)
        WHERE step.at IS NOT NULL
    ) AS steps
    UNION ALL
    SELECT order_id, item_id, 40, 'request_made', asked_at, 'api_client', channel_name,
        '{}'::jsonb, ''
    FROM seed_request
    UNION ALL
    SELECT asked.order_id, asked.item_id, 80, 'request_rejected', answered_at, 'api_client',
        'Contact centre', '{}', word.shown
    FROM seed_request AS asked
    JOIN seed_word AS word ON word.key = 'rejection/' || pg_temp.place(asked.key, 'rejection', 4)
    WHERE fate = 'rejected'
    UNION ALL
    SELECT o.id, NULL, 90, 'note_added',
        o.placed_at + (%(until)s - o.placed_at) * 0.1 * pg_temp.draw(o.k, 'noted'),
        'api_client', 'Contact centre', '{}', word.shown
    FROM seed_order AS o
    JOIN seed_word AS word ON word.key = 'log/' || pg_temp.place(o.k, 'log', 6 / 0.03)
) AS story
ORDER BY order_id, at, place
