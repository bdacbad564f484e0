"""Counting how sellers did: one statement for all of them (docs/seller-performance.md)."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from cancellations.states import CALLED_OFF, REJECTING
from orders.models.sums import listed
from orders.states import UNAPPROVED, PackageStatus
from performance.models import WEEKS

_WEEKLY = ", ".join(f"count(*) FILTER (WHERE weeks_ago = {ago})" for ago in reversed(range(WEEKS)))
_IN_TIME = "BETWEEN %(now)s - interval '90 days' AND %(now)s"
# What Seller Center shows: of an approved order, what does not wait for its approval beside it.
_SHOWN = f"o.approved_at IS NOT NULL AND item.status NOT IN ({listed(map(str, UNAPPROVED))})"

_BOUGHT = f"""
    SELECT item.id, item.seller_id, o.channel_id, o.id AS order_id,
        o.placed_at >= %(now)s - interval '30 days' AS recent,
        floor(extract(epoch FROM %(now)s - o.placed_at) / 604800)::integer AS weeks_ago
    FROM orders_order AS o
    JOIN orders_orderitem AS item ON item.order_id = o.id
    WHERE o.placed_at {_IN_TIME} AND {_SHOWN} AND item.seller_id IS NOT NULL
"""
_REJECTED = f"""
    SELECT bought.*, entry.reason_id, entry.amount
    FROM bought
    JOIN cancellations_cancellationplanitem AS entry ON entry.item_id = bought.id
    JOIN cancellations_cancellationplan AS plan ON plan.id = entry.plan_id
    WHERE plan.source IN ({listed(REJECTING)}) AND plan.status NOT IN ({listed(CALLED_OFF)})
"""
_TOTALS = f"""
    SELECT seller_id, channel_id,
        count(DISTINCT order_id) FILTER (WHERE recent) AS orders_30,
        count(DISTINCT order_id) AS orders_90,
        count(*) FILTER (WHERE recent) AS items_30, count(*) AS items_90,
        ARRAY[{_WEEKLY}] AS weekly_items
    FROM bought GROUP BY seller_id, channel_id
"""
_REJECTIONS = f"""
    SELECT seller_id, channel_id,
        count(*) FILTER (WHERE recent) AS rejected_30, count(*) AS rejected_90,
        sum(amount) FILTER (WHERE recent) AS cost_30, sum(amount) AS cost_90,
        ARRAY[{_WEEKLY}] AS weekly_rejected
    FROM rejected GROUP BY seller_id, channel_id
"""
_REASONS = """
    SELECT seller_id, channel_id,
        jsonb_object_agg(reason_id, of_30) FILTER (WHERE of_30 > 0) AS reasons_30,
        jsonb_object_agg(reason_id, of_90) AS reasons_90
    FROM (
        SELECT seller_id, channel_id, reason_id,
            count(*) FILTER (WHERE recent) AS of_30, count(*) AS of_90
        FROM rejected GROUP BY seller_id, channel_id, reason_id
    ) AS counted
    GROUP BY seller_id, channel_id
"""
_PARCELS = f"""
    SELECT package.seller_id, package.channel_id,
        count(*) FILTER (WHERE recent) AS packages_30, count(*) AS packages_90,
        count(*) FILTER (WHERE recent AND late) AS late_30,
        count(*) FILTER (WHERE late) AS late_90
    FROM orders_package AS package
    CROSS JOIN LATERAL (
        SELECT package.placed_at >= %(now)s - interval '30 days' AS recent,
            coalesce(coalesce(package.shipped_at, %(now)s) > package.ship_by, FALSE) AS late
    ) AS judged
    WHERE package.placed_at {_IN_TIME} AND package.is_shown
        AND package.status <> '{PackageStatus.CANCELED}'
        AND NOT (package.is_held AND package.shipped_at IS NULL)
    GROUP BY package.seller_id, package.channel_id
"""
# Column by column: where it comes from, and what stands for nothing.
_COLUMNS = {
    **{f"{name}_{days}": "0" for name in ("orders", "items") for days in (30, 90)},
    **{f"{name}_{days}": "0" for name in ("rejected", "cost") for days in (30, 90)},
    **{f"{name}_{days}": "0" for name in ("packages", "late") for days in (30, 90)},
    "reasons_30": "'{}'::jsonb",
    "reasons_90": "'{}'::jsonb",
    "weekly_items": f"array_fill(0, ARRAY[{WEEKS}])",
    "weekly_rejected": f"array_fill(0, ARRAY[{WEEKS}])",
}
_COUNT = f"""
    WITH bought AS MATERIALIZED ({_BOUGHT}), rejected AS MATERIALIZED ({_REJECTED})
    INSERT INTO performance_sellerperformance
        (seller_id, channel_id, counted_at, {", ".join(_COLUMNS)})
    SELECT seller_id, channel_id, %(now)s,
        {", ".join(f"coalesce({name}, {nothing})" for name, nothing in _COLUMNS.items())}
    FROM ({_TOTALS}) AS totals
    LEFT JOIN ({_REJECTIONS}) AS rejections USING (seller_id, channel_id)
    LEFT JOIN ({_REASONS}) AS reasons USING (seller_id, channel_id)
    LEFT JOIN ({_PARCELS}) AS parcels USING (seller_id, channel_id)
    ON CONFLICT (seller_id, channel_id) DO UPDATE SET
        counted_at = excluded.counted_at,
        {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)}
"""
_FORGET = "DELETE FROM performance_sellerperformance WHERE counted_at < %(now)s"


@transaction.atomic
def count_performance() -> int:
    """Count anew how every seller did; of how many it was. Safe to repeat, and at the same time.

    A seller without orders in 90 days has no row.
    """
    values = {"now": timezone.now()}
    with connection.cursor() as cursor:
        # Two counts at once come to the same; the later one waits and writes it again.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('performance.counting'))")
        cursor.execute(_COUNT, values)
        counted: int = cursor.rowcount
        cursor.execute(_FORGET, values)
    return counted
