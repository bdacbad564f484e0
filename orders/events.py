"""Writing the order log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import connection
from django.utils import timezone

from omnitron.core import causes
from orders.models import OrderEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        """The actor for somebody who is signed in."""
        return cls(ActorType.USER, user.pk, user.distinct_name)

    @classmethod
    def system(cls) -> Self:
        """The actor for what happens by itself."""
        return cls(ActorType.SYSTEM)

    @classmethod
    def gateway(cls, name: str) -> Self:
        """The actor for what a gateway said."""
        return cls(ActorType.GATEWAY, name=name)


# Raw, as each refund that ends writes two lines.
_RECORD = """
    INSERT INTO orders_orderevent
        (order_id, item_id, kind, at, actor_type, actor_id, actor_name, cause, changes, note)
    VALUES (%(order)s, %(item)s, %(kind)s, %(at)s, %(actor_type)s, %(actor)s, %(actor_name)s,
        %(cause)s, %(changes)s::jsonb, %(note)s)
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
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD,
            {
                "order": order.pk,
                "item": item.pk if item else None,
                "kind": kind,
                "at": timezone.now(),
                "actor_type": actor.type,
                "actor": actor.user_id,
                "actor_name": actor.name,
                "cause": causes.current(),
                "changes": json.dumps(changes or {}),
                "note": note,
            },
        )


def record_each(orders: Iterable[Order], kind: str, *, actor: Actor) -> None:
    """Write the same line into the logs of several orders, at once."""
    OrderEvent.objects.bulk_create([_line(order, kind, actor) for order in orders])


def _line(order: Order, kind: str, actor: Actor) -> OrderEvent:
    return OrderEvent(
        order=order,
        kind=kind,
        at=timezone.now(),
        actor_type=actor.type,
        actor_id=actor.user_id,
        actor_name=actor.name,
        cause=causes.current(),
    )
