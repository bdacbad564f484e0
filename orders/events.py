"""Writing the order log."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from django.db import connection
from django.utils import timezone

from omnitron.core import causes
from orders.models import OrderEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from omnitron.accounts.models import User
    from orders.models import Order, OrderItem

ActorType = OrderEvent.ActorType


@dataclass(frozen=True)
class Actor:
    """Who did it: a person, an API client, a gateway, or the system by itself."""

    type: str
    user_id: int | None = None
    name: str = ""

    @classmethod
    def of(cls, user: User) -> Self:
        """The actor for somebody who is signed in, or for a client that came with their token."""
        kind = ActorType.API_CLIENT if user.is_api_client else ActorType.USER
        return cls(kind, user.pk, user.distinct_name)

    @classmethod
    def system(cls) -> Self:
        """The actor for what happens by itself."""
        return cls(ActorType.SYSTEM)

    @classmethod
    def gateway(cls, name: str) -> Self:
        """The actor for what a gateway said."""
        return cls(ActorType.GATEWAY, name=name)


@dataclass(frozen=True)
class Line:
    """One line of an order's log; without a cause of its own it has that of what happens now."""

    order_id: int
    kind: str
    actor: Actor
    item_id: int | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    note: str = ""
    cause: str = ""


# Raw, as each refund that ends writes two lines.
_WRITE = """
    INSERT INTO orders_orderevent
        (order_id, item_id, kind, at, actor_type, actor_id, actor_name, cause, changes, note)
    SELECT order_id, item_id, kind, %(at)s, actor_type, actor_id, actor_name, cause, changes, note
    FROM jsonb_to_recordset(%(lines)s::jsonb) AS line (
        order_id bigint, item_id bigint, kind text, actor_type text, actor_id bigint,
        actor_name text, cause text, changes jsonb, note text
    )
"""


def record(
    order: Order,
    kind: str,
    *,
    actor: Actor,
    item: OrderItem | None = None,
    changes: dict[str, tuple[Any, Any]] | None = None,
    note: str = "",
) -> None:
    """Write one line of an order's log, in the transaction of the change that it tells of."""
    item_id = item.pk if item else None
    write_lines([Line(order.pk, kind, actor, item_id, changes or {}, note)])


def write_lines(lines: Iterable[Line]) -> None:
    """Write lines of the logs of any orders at once, in the transaction of what they tell of."""
    rows = [_as_row(line) for line in lines]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, {"at": timezone.now(), "lines": json.dumps(rows)})


def _as_row(line: Line) -> dict[str, Any]:
    return {
        "order_id": line.order_id,
        "item_id": line.item_id,
        "kind": line.kind,
        "actor_type": line.actor.type,
        "actor_id": line.actor.user_id,
        "actor_name": line.actor.name,
        "cause": line.cause or causes.current(),
        "changes": line.changes,
        "note": line.note,
    }
