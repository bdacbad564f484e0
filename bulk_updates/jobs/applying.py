"""Applying a bulk update: chunk by chunk, each a transaction, none twice.

A chunk is cut by order, not by line: an order is locked and rolled up once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from bulk_updates.checking import checked, execute
from bulk_updates.jobs.claiming import note, say_alive
from bulk_updates.models import BulkUpdate
from bulk_updates.parcels import keep_parcels_whole
from bulk_updates.scopes import SCOPES
from bulk_updates.states import RowOutcome
from omnitron.core.waiting import count_again
from orders.events import Actor
from orders.models import Order
from orders.services.rolling_up import roll_up
from orders.services.writing_items import write_items

if TYPE_CHECKING:
    from uuid import UUID

    from omnitron.accounts.models import User

ORDERS_AT_ONCE = 5_000
_NEXT_ORDERS = """
    SELECT DISTINCT order_id FROM bulk_updates_bulkupdaterow
    WHERE bulk_update_id = %s AND outcome = 'change' AND order_id > %s AND order_id <= %s
    ORDER BY order_id LIMIT %s
"""
# What has been changed since the preview is refused, even where the row would still be good: nobody
# has seen what it would replace now.
_TURN_BAD = """
    UPDATE bulk_updates_bulkupdaterow AS entry
    SET outcome = 'turned_bad',
        reason = coalesce(nullif(checked.reason, ''), 'changed_since_preview'),
        "column" = checked.about, reason_values = checked.reason_values
    FROM checked
    WHERE entry.bulk_update_id = %(bulk_update)s AND entry.line = checked.line
        AND (checked.reason <> '' OR checked.version IS DISTINCT FROM entry.item_version
            OR checked.changes IS DISTINCT FROM entry.changes)
"""
# The query is asked about the rows of a chunk of which it could say anything else than in the
# preview: of those whose item, company and order are as they were then it cannot.
_TO_CHECK_AGAIN = """
    entry.outcome = 'change' AND entry.order_id = ANY(%(orders)s) AND (
        entry.order_id = ANY(%(hidden)s)
        OR NOT EXISTS (
            SELECT FROM orders_orderitem AS same
            WHERE same.id = entry.item_id AND same.version = entry.item_version
        )
        OR EXISTS (
            SELECT FROM orders_shippingcompany AS company
            WHERE company.id = (entry.changes -> 'shipping_company' ->> 1)::bigint
                AND NOT company.is_active
        )
    )
"""
_TO_THE_END = 2**62


def value(name: str, column: str, place: int, kind: str) -> str:
    """SQL that assigns what a row has for a column before (0) or after (1) its change."""
    found = f"(entry.changes -> '{name}' ->> {place})"
    read = found if kind == "text" else f"{found}::{kind}"
    return f"{column} = CASE WHEN entry.changes ? '{name}' THEN {read} ELSE item.{column} END"


def assignments(place: int) -> str:
    """The SET clause that brings items to what rows have before (0) or after (1) their change."""
    return ", ".join(
        value(name, column, place, kind)
        for name, column, kind in (
            ("status", "status", "smallint"),
            ("shipping_company", "shipping_company_id", "bigint"),
            ("tracking_number", "tracking_number", "text"),
            ("invoice_number", "invoice_number", "text"),
            ("invoice_date", "invoice_date", "date"),
            ("e_archive_url", "e_archive_url", "text"),
        )
    )


ROWS_OF_ITEMS = """
    entry.bulk_update_id = %(bulk_update)s AND entry.outcome = 'change'
    AND entry.order_id = ANY(%(orders)s) AND item.id = entry.item_id
"""


def apply_rows(update: BulkUpdate, key: UUID) -> None:
    """Apply what is left of the rows that are good, to its end. Raises `ClaimLost`."""
    actor = update.applied_by
    if actor is None:
        raise ValueError(f"Nobody has asked to apply bulk update {update.pk}.")
    while _apply_chunk(update, key, actor):
        say_alive()
        update.refresh_from_db()
    if update.status == BulkUpdate.Status.APPLYING:
        note(update.pk, key, status=BulkUpdate.Status.DONE, done_at=timezone.now())
        count_again(actor)


@transaction.atomic
def _apply_chunk(update: BulkUpdate, key: UUID, actor: User) -> bool:
    """One chunk, and how far that is, in one transaction; whether there may be another."""
    orders = next_orders(update.pk, update.applied_until, _TO_THE_END)
    if not orders:
        return False
    note(update.pk, key, applied_until=orders[-1])
    lock_orders(orders)
    given: dict[str, Any] = {"bulk_update": update.pk, "orders": orders}
    sql, parameters = checked(_TO_CHECK_AGAIN, actor=actor, panel=update.panel)
    hidden = _hidden_from(actor, orders, update.panel)
    turned_bad = execute(sql + _TURN_BAD, {**parameters, **given, "hidden": hidden})
    # What goes with a row that has just turned bad.
    turned_bad += keep_parcels_whole(update, outcome=RowOutcome.TURNED_BAD, orders=orders)
    if turned_bad and update.all_or_nothing:
        _stop(update, key, turned_bad)
        return False
    changed = write_items(
        assignments(1),
        source="FROM bulk_updates_bulkupdaterow AS entry",
        condition=ROWS_OF_ITEMS,
        cause=f"'bulk:{update.pk}/' || entry.line",
        actor=Actor.of(actor),
        **given,
    )
    end_chunk(update, key, orders, changed_count=changed, turned_bad_count=turned_bad)
    return True


def _stop(update: BulkUpdate, key: UUID, turned_bad: int) -> None:
    """Not this chunk, and none of those before: a row has turned bad, and all were to be good."""
    update.status = BulkUpdate.Status.UNDOING
    note(
        update.pk,
        key,
        status=update.status,
        applied_until=update.applied_until,
        turned_bad_count=F("turned_bad_count") + turned_bad,
        undoing_at=timezone.now(),
    )


def next_orders(pk: int, after: int, until: int) -> list[int]:
    """The keys of the next orders that rows change, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_ORDERS, [pk, after, until, ORDERS_AT_ONCE])
        return [order_id for (order_id,) in cursor.fetchall()]


def lock_orders(order_ids: list[int]) -> None:
    """Lock orders until the transaction ends, by key, before anything of theirs is read."""
    execute(
        "SELECT FROM orders_order WHERE id = ANY(%(ids)s) ORDER BY id FOR NO KEY UPDATE",
        {"ids": order_ids},
    )


def end_chunk(update: BulkUpdate, key: UUID, order_ids: list[int], **counts: int) -> None:
    """Roll the orders up whose items were written, and count what became of their rows."""
    roll_up(order_ids)
    note(update.pk, key, **{name: F(name) + count for name, count in counts.items()})


def _hidden_from(actor: User, order_ids: list[int], panel: str) -> list[int]:
    """Those of the orders of which somebody may not see all any more that they saw."""
    if SCOPES[panel].own_items_only:
        # Of an order that is still seen, some items may not be: they are few, so all are asked for.
        return order_ids
    if actor.is_superuser:
        return []
    visible = Order.objects.visible_to(actor).filter(pk__in=order_ids)
    return sorted(set(order_ids) - set(visible.order_by().values_list("pk", flat=True)))
