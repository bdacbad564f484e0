"""What a delivery says of an order, a plan or a refund: little, and nothing about people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from cancellations.models import CancellationPlan
from omnitron.core.money import in_decimals
from orders.models import Order, OrderItem
from orders.models.revisions import Revision
from payments.models import Refund
from webhooks.states import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import datetime

Kind = Revision.Kind


class Told(NamedTuple):
    """What is said of one object, the order that it belongs to, and since when it is there."""

    object_id: int
    order_id: int
    created_at: datetime
    payload: dict[str, Any]


class Events(NamedTuple):
    """What the first news of an object is called, and all others."""

    first: Event
    later: Event


EVENTS: Mapping[str, Events] = {
    Kind.ORDER: Events(Event.ORDER_CREATED, Event.ORDER_UPDATED),
    Kind.CANCELLATION_PLAN: Events(Event.PLAN_CREATED, Event.PLAN_UPDATED),
    Kind.REFUND: Events(Event.REFUND_UPDATED, Event.REFUND_UPDATED),
}


def told_of(kind: str, keys: Collection[int]) -> Iterator[Told]:
    """What is said of each object of a kind, read in the same number of queries for any number."""
    return _READERS[kind](keys)


def _orders(keys: Collection[int]) -> Iterator[Told]:
    items = defaultdict(list)
    lines = OrderItem.objects.filter(order__in=keys).order_by("order_id", "line_number")
    for item in lines.values("pk", "order_id", "status", "cancel_status", "tracking_number"):
        items[item.pop("order_id")].append({**item, "status": str(item["status"])})
    orders = Order.objects.filter(pk__in=keys).values(
        *("pk", "number", "status", "channel_id", "amount", "currency", "created_at")
    )
    for order in orders:
        payload = {
            "pk": order["pk"],
            "number": order["number"],
            "status": str(order["status"]),
            "channel": order["channel_id"],
            "amount": in_decimals(order["amount"], order["currency"]),
            "currency": order["currency"],
            "items": items[order["pk"]],
        }
        yield Told(order["pk"], order["pk"], order["created_at"], payload)


def _plans(keys: Collection[int]) -> Iterator[Told]:
    own = ("plan_type", "status", "confirmation")
    for row in _with_order(CancellationPlan.objects.filter(pk__in=keys), *own):
        yield _told(row, {name: row[name] for name in own})


def _refunds(keys: Collection[int]) -> Iterator[Told]:
    own = ("status", "method")
    for row in _with_order(Refund.objects.filter(pk__in=keys), *own, "plan_link__plan_id"):
        named = {name: row[name] for name in own}
        yield _told(row, {"plan": row["plan_link__plan_id"], **named})


def _with_order(rows: Any, *own: str) -> Any:
    beside = ("order__number", "order__channel_id", "order__currency")
    return rows.order_by().values("pk", "order_id", "amount", "created_at", *beside, *own)


def _told(row: Mapping[str, Any], own: Mapping[str, Any]) -> Told:
    payload = {
        "pk": row["pk"],
        "order": row["order_id"],
        "order_number": row["order__number"],
        "channel": row["order__channel_id"],
        **own,
        "amount": in_decimals(row["amount"], row["order__currency"]),
        "currency": row["order__currency"],
    }
    return Told(row["pk"], row["order_id"], row["created_at"], payload)


_READERS: Mapping[str, Callable[[Collection[int]], Iterator[Told]]] = {
    Kind.ORDER: _orders,
    Kind.CANCELLATION_PLAN: _plans,
    Kind.REFUND: _refunds,
}
