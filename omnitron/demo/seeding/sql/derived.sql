-- What orders derive from their lines: the expressions of orders.services.rolling_up.
SELECT k, {order_columns}, min(approved_at) AS approved_at, min(delivered_at) AS delivered_at, bool_and(canceled) AS voided
FROM seed_line AS item
GROUP BY k
