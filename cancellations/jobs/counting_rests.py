"""Counting the rests of all orders by one statement: `rest_of` says the same of a single one."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models.fields import BooleanField
from django.utils import timezone

from cancellations.models import CancellationStrategy
from cancellations.states import CALLED_OFF, ItemOutcome, PlanStatus
from orders.states import FINAL, LIVE, Status

_MONEY = """
    SELECT order_id, sum(amount - refunded_amount - reserved_amount) AS money_left
    FROM payments_paymenttransaction
    WHERE captured_at IS NOT NULL AND amount > refunded_amount + reserved_amount
    GROUP BY order_id
"""
_DONE = """
    SELECT id, order_id, status, fee_amount FROM cancellations_cancellationplan
    WHERE status <> ALL(%(called_off)s)
"""
_HELD = """
    SELECT entry.item_id, bool_or(done.status <> %(waiting)s) AS is_gone
    FROM cancellations_cancellationplanitem AS entry JOIN done ON done.id = entry.plan_id
    WHERE entry.outcome = %(open)s
    GROUP BY entry.item_id
"""
_KEPT = """
    SELECT done.order_id, sum(entry.kept_amount) AS kept
    FROM cancellations_cancellationplanitem AS entry JOIN done ON done.id = entry.plan_id
    GROUP BY done.order_id
"""
_LINES = """
    SELECT item.order_id,
        sum(item.net_amount + item.installment_interest_amount)
            FILTER (WHERE item.status = ANY(%(live)s) AND held.item_id IS NULL) AS cost,
        bool_and(item.status = ANY(%(final)s) OR coalesce(held.is_gone, FALSE)) AS nothing_stays,
        bool_or(coalesce(item.status_before_cancellation, item.status) >= %(shipped)s)
            AS was_shipped
    FROM orders_orderitem AS item
    LEFT JOIN held ON held.item_id = item.id
    GROUP BY item.order_id
"""
# An order without lines has nothing that stays, and was never shipped.
_RESTS = """
    SELECT o.id AS order_id,
        money.money_left - coalesce(lines.cost, 0) - coalesce(kept.kept, 0)
        - CASE WHEN ends.nothing_stays AND CASE
            WHEN ends.was_shipped THEN coalesce(rules.shipping_on_return, %(shipping_on_return)s)
            ELSE coalesce(rules.shipping_on_cancel, %(shipping_on_cancel)s) END
            THEN 0 ELSE o.net_shipping_amount - o.shipping_reserved - o.shipping_refunded END
        - CASE WHEN ends.nothing_stays AND NOT ends.was_shipped
                AND coalesce(rules.payment_option_fee, %(payment_option_fee)s)
            THEN 0 ELSE o.payment_option_fee - coalesce(given.fee, 0) END
        AS rest
    FROM money
    JOIN orders_order AS o ON o.id = money.order_id
    LEFT JOIN lines ON lines.order_id = o.id
    LEFT JOIN kept ON kept.order_id = o.id
    LEFT JOIN (SELECT order_id, sum(fee_amount) AS fee FROM done GROUP BY order_id) AS given
        ON given.order_id = o.id
    LEFT JOIN cancellations_cancellationstrategy AS rules ON rules.channel_id = o.channel_id
    CROSS JOIN LATERAL (
        SELECT coalesce(lines.nothing_stays, TRUE) AS nothing_stays,
            coalesce(lines.was_shipped, FALSE) AS was_shipped
    ) AS ends
"""
_COUNT = f"""
    WITH money AS ({_MONEY}), done AS ({_DONE}), held AS ({_HELD}), kept AS ({_KEPT}),
    lines AS ({_LINES}),
    rests AS MATERIALIZED (SELECT * FROM ({_RESTS}) AS counted WHERE rest > 0),
    gone AS (
        DELETE FROM cancellations_orderrest WHERE order_id NOT IN (SELECT order_id FROM rests)
    )
    INSERT INTO cancellations_orderrest (order_id, amount, found_at)
    SELECT order_id, rest, %(now)s FROM rests
    ON CONFLICT (order_id) DO UPDATE SET amount = excluded.amount
        WHERE cancellations_orderrest.amount <> excluded.amount
"""
# What a channel without rules of its own follows.
_RULES = ("shipping_on_cancel", "shipping_on_return", "payment_option_fee")


@transaction.atomic
def count_rests() -> None:
    """Count anew which orders have a rest, and how much. Safe to repeat, and at the same time.

    A rest that stays keeps the moment at which it was found first.
    """
    values: dict[str, Any] = {
        "now": timezone.now(),
        "called_off": sorted(CALLED_OFF),
        "waiting": PlanStatus.WAITING.value,
        "open": ItemOutcome.OPEN.value,
        "live": sorted(LIVE),
        "final": sorted(FINAL),
        "shipped": Status.SHIPPED.value,
        **{name: _default_of(name) for name in _RULES},
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cancellations.rests'))")
        cursor.execute(_COUNT, values)


def _default_of(rule: str) -> bool:
    field = CancellationStrategy._meta.get_field(rule)
    return isinstance(field, BooleanField) and bool(field.get_default())
