"""The one statement that changes statuses of items, with a line of the log for each."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from omnitron.core import causes
from orders.models import OrderEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from orders.events import Actor

_WRITE = """
    WITH moved AS (
        UPDATE orders_orderitem SET {assignments}, version = version + 1
        WHERE id = ANY(%(ids)s)
        RETURNING id, order_id, old.status AS before, new.status AS after
    )
    INSERT INTO orders_orderevent
        (order_id, item_id, kind, at, actor_type, actor_id, actor_name, cause, changes, note)
    SELECT order_id, id, %(kind)s, %(at)s, %(actor_type)s, %(actor_id)s,
        %(actor_name)s, coalesce(%(causes)s::jsonb ->> id::text, %(cause)s),
        jsonb_build_object('status', jsonb_build_array(before, after)), %(note)s
    FROM moved ORDER BY id
"""


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
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE.format(assignments=assignments),
            {
                **values,
                "ids": list(item_ids),
                "kind": kind,
                # By the clock of every other line of the log.
                "at": timezone.now(),
                "actor_type": actor.type,
                "actor_id": actor.user_id,
                "actor_name": actor.name,
                "cause": causes.current(),
                "causes": json.dumps(causes_by_item or {}),
                "note": note,
            },
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
