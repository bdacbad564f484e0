"""Undoing a bulk update: what nobody has changed since is as it was before, the rest is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from bulk_updates.checking import execute
from bulk_updates.jobs.applying import (
    ROWS_OF_ITEMS,
    assignments,
    end_chunk,
    lock_orders,
    next_orders,
)
from bulk_updates.jobs.claiming import note, say_alive
from bulk_updates.models import BulkUpdate
from omnitron.core.waiting import count_again
from orders.events import Actor
from orders.models import OrderEvent
from orders.services.writing_items import write_items
from orders.services.writing_status import as_correction

if TYPE_CHECKING:
    from uuid import UUID

# Each change of an item counts its version up by one.
_KEEP = """
    UPDATE bulk_updates_bulkupdaterow AS entry
    SET outcome = 'kept', reason = 'changed_since_applied'
    FROM orders_orderitem AS item
    WHERE entry.bulk_update_id = %(bulk_update)s AND entry.outcome = 'change'
        AND entry.order_id = ANY(%(orders)s) AND item.id = entry.item_id
        AND item.version <> entry.item_version + 1
"""


def undo_rows(update: BulkUpdate, key: UUID) -> None:
    """Undo what is left of what was applied, to its end. Raises `ClaimLost`."""
    while _undo_chunk(update, key):
        say_alive()
        update.refresh_from_db()
    note(update.pk, key, status=BulkUpdate.Status.UNDONE, undone_at=timezone.now())
    count_again(update.undone_by or update.uploaded_by)


@transaction.atomic
def _undo_chunk(update: BulkUpdate, key: UUID) -> bool:
    orders = next_orders(update.pk, update.undone_until, update.applied_until)
    if not orders:
        return False
    note(update.pk, key, undone_until=orders[-1])
    lock_orders(orders)
    given: dict[str, Any] = {"bulk_update": update.pk, "orders": orders}
    kept = execute(_KEEP, given)
    with as_correction():
        restored = write_items(
            assignments(0),
            source="FROM bulk_updates_bulkupdaterow AS entry",
            condition=ROWS_OF_ITEMS,
            cause=f"'bulk_undo:{update.pk}/' || entry.line",
            # Nobody asked for it where one row of all has turned bad.
            actor=Actor.of(update.undone_by) if update.undone_by else Actor.system(),
            status_kind=OrderEvent.Kind.STATUS_CORRECTED,
            **given,
        )
    end_chunk(update, key, orders, restored_count=restored, kept_count=kept)
    return True
