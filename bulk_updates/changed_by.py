"""Who changed items last, for rows that met the change of somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bulk_updates.models import BulkUpdateRow


class Changer(NamedTuple):
    """Who changed an item, and when."""

    name: str
    at: datetime


# The log of an order is in order of time, and mostly short.
_LAST = """
    SELECT asked.item_id, event.actor_name, event.at
    FROM unnest(%(orders)s::bigint[], %(items)s::bigint[]) AS asked (order_id, item_id)
    CROSS JOIN LATERAL (
        SELECT actor_name, at FROM orders_orderevent
        WHERE order_id = asked.order_id AND item_id = asked.item_id AND actor_name <> ''
        ORDER BY at DESC, id DESC LIMIT 1
    ) AS event
"""


def last_changes(rows: Collection[BulkUpdateRow]) -> dict[int | None, Changer]:
    """The last change of each item that these rows are about, by the item; one query for all."""
    found = [row for row in rows if row.item_id and row.order_id]
    if not found:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _LAST,
            {"orders": [row.order_id for row in found], "items": [row.item_id for row in found]},
        )
        return {item_id: Changer(name, at) for item_id, name, at in cursor.fetchall()}
