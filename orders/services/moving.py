"""Status changes of items: one function for one and for thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from omnitron.accounts.permissions import require
from omnitron.core.errors import Conflict, NotFound, Refusal
from omnitron.core.states import IllegalMove
from orders.events import Actor
from orders.models import Order, OrderEvent, OrderItem
from orders.services.rolling_up import roll_up
from orders.services.writing_status import as_correction, write_status
from orders.states import CORRECTABLE, FINAL, ITEM_MOVES, Status, allows_correction

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from omnitron.accounts.models import User

REASON_LENGTH = 1_000


@transaction.atomic
def move_items(*, actor: User, item_ids: Collection[int], to: Status) -> None:
    """Move items to a status that the table of moves allows, with log and roll-up.

    Raises `NotFound` for an item that the person may not see and `IllegalMove` naming the first
    item that cannot go there; nothing is written in either case.
    """
    items = _lock_items(actor, item_ids)
    for item in items:
        if why := why_not_moved(item, to):
            raise IllegalMove(why)
    write_status([item.pk for item in items], "status = %(to)s", to=to, actor=Actor.of(actor))
    roll_up({item.order_id for item in items})


@transaction.atomic
def correct_items(
    *,
    actor: User,
    item_ids: Collection[int],
    to: Status,
    reason: str,
    versions: Mapping[int, int] | None = None,
) -> None:
    """Move items between correctable statuses against the table of moves, because one was wrong.

    `versions` are those that the person saw, by the item's key. Raises `Refusal` without the
    permission `correct_status` or a reason that fits, `Conflict` for an item of another version,
    `NotFound` and `IllegalMove` as `move_items` does.
    """
    require(actor, "orders.correct_status")
    note = _reason(reason)
    items = _lock_items(actor, item_ids)
    for item in items:
        if why := why_not_corrected(item):
            raise IllegalMove(why)
        if versions and versions.get(item.pk) != item.version:
            raise Conflict(_changed(item))
        if not allows_correction(item.status, to):
            raise IllegalMove(_refusal(item, to))
    with as_correction():
        write_status(
            [item.pk for item in items],
            "status = %(to)s",
            to=to,
            actor=Actor.of(actor),
            kind=OrderEvent.Kind.STATUS_CORRECTED,
            note=note,
        )
    roll_up({item.order_id for item in items})


def why_not_moved(item: OrderItem, to: Status) -> str:
    """Why an item cannot go to a status, in a sentence; '' if it can."""
    return "" if ITEM_MOVES.allows(item.status, to) else _refusal(item, to)


def why_not_corrected(item: OrderItem) -> str:
    """Why an item's status cannot be corrected to any other, in a sentence; '' if it can."""
    status = Status(item.status)
    if status in CORRECTABLE:
        return ""
    if status == Status.CANCELLATION_WAITING:
        text = _(
            "%(name)s waits for cancellation. Cancellation goes through a plan: undo it, or wait"
            " for its end, before you correct the status."
        )
    elif status in FINAL:
        text = _("%(name)s: the status %(status)s is final, no correction changes it.")
    else:
        text = _("%(name)s: its trade-in is settled elsewhere, so its status is only read here.")
    return text % {"name": item.name, "status": status.label}


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason:
        raise Refusal(_("Say why the status is wrong: the order log keeps the reason."))
    if len(reason) > REASON_LENGTH:
        raise Refusal(
            _("The reason has %(length)s characters; %(most)s fit. Shorten it.")
            % {"length": number_format(len(reason)), "most": number_format(REASON_LENGTH)}
        )
    return reason


def _changed(item: OrderItem) -> str:
    return _(
        "%(name)s was changed since you looked, its status is %(now)s now: nothing was done."
        " Look again, then correct it."
    ) % {"name": item.name, "now": Status(item.status).label}


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
