"""Changing the status of items, and declaring that a change corrects one."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection

from omnitron.core import causes
from orders.models import OrderEvent
from orders.services.writing_items import write_items

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from orders.events import Actor


def write_status(
    item_ids: Collection[int],
    assignments: str,
    *,
    actor: Actor,
    kind: str = OrderEvent.Kind.STATUS_CHANGED,
    note: str = "",
    causes_by_item: Mapping[int, str] | None = None,
    **values: Any,
) -> None:
    """Assign columns of items by SQL and log each change of status; the caller holds the locks.

    `assignments` is the SET clause, and `values` its parameters; `causes_by_item` has the
    causes of items that have one of their own. The caller rolls the orders up.
    """
    write_items(
        assignments,
        condition="item.id = ANY(%(ids)s)",
        cause="coalesce(%(causes)s::jsonb ->> item.id::text, %(cause)s)",
        actor=actor,
        status_kind=kind,
        note=note,
        ids=list(item_ids),
        causes=json.dumps(causes_by_item or {}),
        **values,
    )


@contextmanager
def as_correction() -> Iterator[None]:
    """Declare that what is written inside corrects statuses; what comes after keeps the rule."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('omnitron.correction', %s, true)", [causes.current() or "correction"]
        )
        yield
        cursor.execute("SELECT set_config('omnitron.correction', '', true)")
