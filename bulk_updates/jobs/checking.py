"""Checking the rows of a file, batch by batch, and adding up what they would do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from bulk_updates.checking import checked, execute
from bulk_updates.columns import CHANGEABLE
from bulk_updates.jobs.claiming import note, say_alive
from bulk_updates.models import BulkUpdate
from bulk_updates.parcels import agree_on_parcels, keep_parcels_whole
from bulk_updates.scopes import SCOPES
from bulk_updates.states import RowOutcome

if TYPE_CHECKING:
    from uuid import UUID

    from omnitron.accounts.models import User

AT_ONCE = 25_000
# Of each column so many groups, the largest; the rest of them together are one.
MOST_GROUPS = 10

_WRITE = """
    UPDATE bulk_updates_bulkupdaterow AS entry
    SET outcome = checked.outcome, reason = checked.reason, "column" = checked.about,
        reason_values = checked.reason_values, item_id = checked.item_id,
        order_id = checked.order_id, item_version = checked.version, changes = checked.changes
    FROM checked
    WHERE entry.bulk_update_id = %(bulk_update)s AND entry.line = checked.line
"""
_COUNTS = """
    SELECT count(*) FILTER (WHERE outcome = 'change'),
        count(*) FILTER (WHERE outcome = 'unchanged'),
        count(*) FILTER (WHERE outcome = 'refused'),
        count(DISTINCT order_id) FILTER (WHERE outcome = 'change')
    FROM bulk_updates_bulkupdaterow WHERE bulk_update_id = %s
"""
_REFUSALS = """
    SELECT reason, count(*) FROM bulk_updates_bulkupdaterow
    WHERE bulk_update_id = %s AND outcome = 'refused' GROUP BY reason ORDER BY count(*) DESC, reason
"""
_CHANNELS = """
    SELECT coalesce(array_agg(DISTINCT ordered.channel_id), '{}')
    FROM orders_order AS ordered
    WHERE ordered.id IN (
        SELECT order_id FROM bulk_updates_bulkupdaterow
        WHERE bulk_update_id = %s AND order_id IS NOT NULL
    )
"""
_SELLERS = """
    SELECT coalesce(array_agg(DISTINCT item.seller_id), '{}')
    FROM bulk_updates_bulkupdaterow AS entry
    JOIN orders_orderitem AS item ON item.id = entry.item_id
    WHERE entry.bulk_update_id = %s AND item.seller_id IS NOT NULL
"""
# Of statuses and companies the values themselves tell groups apart; a number is set, replaced or
# emptied.
_GROUPS = """
    WITH found AS (
    SELECT change.key AS name,
        CASE WHEN change.key IN ('status', 'shipping_company') THEN 'moved'
            WHEN coalesce(change.value ->> 1, '') = '' THEN 'emptied'
            WHEN coalesce(change.value ->> 0, '') = '' THEN 'set'
            ELSE 'replaced' END AS kind,
        CASE WHEN change.key IN ('status', 'shipping_company') THEN change.value -> 0 END AS before,
        CASE WHEN change.key IN ('status', 'shipping_company') THEN change.value -> 1 END AS after,
        count(*) AS items
    FROM bulk_updates_bulkupdaterow AS entry, jsonb_each(entry.changes) AS change
    WHERE entry.bulk_update_id = %(id)s AND entry.outcome = 'change'
    GROUP BY 1, 2, 3, 4
    ), ranked AS (
        SELECT found.*, row_number() OVER (
            PARTITION BY name ORDER BY items DESC, kind, before, after
        ) AS rank
        FROM found
    )
    SELECT name, kind, before, after, items, rank FROM ranked WHERE rank <= %(most)s
    UNION ALL
    SELECT name, 'others', NULL, NULL, sum(items), min(rank) FROM ranked WHERE rank > %(most)s
    GROUP BY name
    ORDER BY 1, 6
"""


def check_rows(update: BulkUpdate, key: UUID, *, actor: User) -> None:
    """Judge every row for the person who uploaded the file, and show the preview.

    Raises `ClaimLost`.
    """
    agree_on_parcels(update, key, actor=actor)
    last = _last_line(update)
    for start in range(0, last + 1, AT_ONCE):
        say_alive()
        with transaction.atomic():
            note(update.pk, key, lines_checked=min(start + AT_ONCE, last))
            judge(update, actor=actor, first=start, last=start + AT_ONCE - 1)
    with transaction.atomic():
        note(update.pk, key)
        keep_parcels_whole(update, outcome=RowOutcome.REFUSED)
    figures = _figures(update)
    _refuse_lost_rows(update, figures)
    note(
        update.pk,
        key,
        **figures,
        status=BulkUpdate.Status.READY,
        checked_at=timezone.now(),
        reading_attempts=0,
    )


def _refuse_lost_rows(update: BulkUpdate, figures: dict[str, Any]) -> None:
    """Raise `RuntimeError` unless each row of the file is in one of the counts."""
    update.refresh_from_db(fields=["row_count"])
    counted = sum(figures[f"{name}_count"] for name in ("change", "unchanged", "refused"))
    if counted != update.row_count:
        raise RuntimeError(f"{counted} of {update.row_count} rows are accounted for.")


def judge(update: BulkUpdate, *, actor: User, first: int, last: int) -> None:
    """Write down what becomes of the rows from one line to another; safe to repeat."""
    condition = "entry.line BETWEEN %(first)s AND %(last)s"
    sql, parameters = checked(condition, actor=actor, panel=update.panel)
    execute(sql + _WRITE, {**parameters, "bulk_update": update.pk, "first": first, "last": last})


def _last_line(update: BulkUpdate) -> int:
    return int(update.rows.order_by("-line").values_list("line", flat=True)[0])


def _figures(update: BulkUpdate) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [update.pk])
        change, unchanged, refused, orders = cursor.fetchone()
        cursor.execute(_REFUSALS, [update.pk])
        refusals = dict(cursor.fetchall())
        cursor.execute(_CHANNELS, [update.pk])
        (channels,) = cursor.fetchone()
        sellers = _sellers(cursor, update)
    return {
        "change_count": change,
        "unchanged_count": unchanged,
        "refused_count": refused,
        "order_count": orders,
        "refusals": refusals,
        "channel_ids": channels,
        "seller_ids": sellers,
        "groups": _groups(update),
    }


def _sellers(cursor: Any, update: BulkUpdate) -> list[int]:
    """Whose items a file of Seller Center is about."""
    if not SCOPES[update.panel].own_items_only:
        return []
    cursor.execute(_SELLERS, [update.pk])
    (sellers,) = cursor.fetchone()
    return list(sellers)


def _groups(update: BulkUpdate) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, {"id": update.pk, "most": MOST_GROUPS})
        groups = [
            {
                "column": column,
                "kind": kind,
                "before": _value(before),
                "after": _value(after),
                "items": int(items),
            }
            for column, kind, before, after, items, _rank in cursor.fetchall()
        ]
    return sorted(groups, key=lambda group: CHANGEABLE.index(group["column"]))


def _value(text: str | None) -> Any:
    """What PostgreSQL gives as JSON, which a plain cursor leaves as text."""
    return None if text is None else json.loads(text)
