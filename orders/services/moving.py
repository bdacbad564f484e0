"""Status changes of items: one function for one and for thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from omnitron.core.errors import NotFound, Refusal
from omnitron.core.states import IllegalMove
from orders.access import require
from orders.events import Actor
from orders.models import Order, OrderEvent, OrderItem
from orders.services.rolling_up import roll_up
from orders.services.writing_status import as_correction, write_status
from orders.states import ITEM_MOVES, Status, allows_correction

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User


@transaction.atomic
def move_items(*, actor: User, item_ids: Collection[int], to: Status) -> None:
    """Move items to a status that the table of moves allows, with log and roll-up.

    Raises `NotFound` for an item that the person may not see and `IllegalMove` naming the first
    item that cannot go there; nothing is written in either case.
    """
    items = _lock_items(actor, item_ids)
    for item in items:
        if not ITEM_MOVES.allows(item.status, to):
            raise IllegalMove(_refusal(item, to))
    write_status([item.pk for item in items], "status = %(to)s", to=to, actor=Actor.of(actor))
    roll_up({item.order_id for item in items})


@transaction.atomic
def correct_items(*, actor: User, item_ids: Collection[int], to: Status, reason: str) -> None:
    """Move items between correctable statuses against the table of moves, because one was wrong.

    Raises `Refusal` without the permission `correct_status` or a reason, `NotFound` and
    `IllegalMove` as `move_items` does.
    """
    require(actor, "orders.correct_status")
    if not reason.strip():
        raise Refusal(_("Say why the status is wrong: the order log keeps the reason."))
    items = _lock_items(actor, item_ids)
    for item in items:
        if not allows_correction(item.status, to):
            raise IllegalMove(_refusal(item, to))
    with as_correction():
        write_status(
            [item.pk for item in items],
            "status = %(to)s",
            to=to,
            actor=Actor.of(actor),
            kind=OrderEvent.Kind.STATUS_CORRECTED,
            note=reason.strip(),
        )
    roll_up({item.order_id for item in items})


def _lock_items(actor: User, item_ids: Collection[int]) -> list[OrderItem]:
    """The items, after their orders, each by id: the lock order that keeps deadlocks away."""
    ids = set(item_ids)
    order_ids = OrderItem.objects.filter(pk__in=ids).order_by().values("order_id")
    orders = Order.objects.visible_to(actor).filter(pk__in=order_ids).order_by("pk")
    locked = {order.pk for order in orders.select_for_update(of=("self",), no_key=True)}
    items = list(
        OrderItem.objects.filter(pk__in=ids, order_id__in=locked)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    if missing := ids - {item.pk for item in items}:
        raise NotFound(_("There is no order line %(id)s.") % {"id": min(missing)})
    return items


def _refusal(item: OrderItem, to: Status) -> str:
    sentence = _("%(name)s: status %(to)s is not possible from %(now)s.") % {
        "name": item.name,
        "to": to.label,
        "now": Status(item.status).label,
    }
    if {Status.CANCELLATION_WAITING, Status.CANCELED, Status.REFUNDED} & {to, item.status}:
        sentence += " " + _("Cancellation goes through a plan.")
    return sentence
