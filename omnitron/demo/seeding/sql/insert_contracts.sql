-- Two for a third of the orders of the shops that have contracts.
INSERT INTO orders_contract (order_id, kind, title, body, accepted_at)
SELECT o.id, contract.kind, contract.title, replace(contract.body, '{number}', o.number),
    o.placed_at
FROM seed_order AS o
JOIN seed_channel AS channel USING (slug)
JOIN seed_contract AS contract ON contract.language = channel.contracts
WHERE pg_temp.draw(o.k, 'contracts') < 0.35
ORDER BY o.id, contract.kind
