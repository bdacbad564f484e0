"""Who changed items last, for rows that met the change of somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from bulk_updates.scopes import SCOPES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bulk_updates.models import BulkUpdateRow


class Changer(NamedTuple):
    """Who changed an item, and when."""

    name: str
    at: datetime


# The log of an order is in order of time, and mostly short. In Seller Center only those are named
# who work for the seller of the item.
_LAST = """
    SELECT asked.item_id, event.actor_name, event.at
    FROM unnest(%(updates)s::bigint[], %(orders)s::bigint[], %(items)s::bigint[])
        AS asked (update_id, order_id, item_id)
    JOIN bulk_updates_bulkupdate AS of_file ON of_file.id = asked.update_id
    CROSS JOIN LATERAL (
        SELECT actor_name, actor_id, at FROM orders_orderevent
        WHERE order_id = asked.order_id AND item_id = asked.item_id AND actor_name <> ''
        ORDER BY at DESC, id DESC LIMIT 1
    ) AS event
    WHERE of_file.panel <> ALL(%(own_items_only)s) OR EXISTS (
        SELECT FROM orders_sellerstaff AS staff
        JOIN orders_orderitem AS item USING (seller_id)
        WHERE item.id = asked.item_id AND staff.user_id = event.actor_id
    )
"""


def last_changes(rows: Collection[BulkUpdateRow]) -> dict[int | None, Changer]:
    """The last change of each item that these rows are about, by the item; one query for all.

    Those that people of the brand made are not in it for a seller's people.
    """
    found = [row for row in rows if row.item_id and row.order_id]
    if not found:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _LAST,
            {
                "updates": [row.bulk_update_id for row in found],
                "orders": [row.order_id for row in found],
                "items": [row.item_id for row in found],
                "own_items_only": [name for name, scope in SCOPES.items() if scope.own_items_only],
            },
        )
        return {item_id: Changer(name, at) for item_id, name, at in cursor.fetchall()}
