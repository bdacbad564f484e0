"""Rejecting what cannot be delivered: a plan by the seller, or by the marketplace for a seller."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cancellations.models import CancellationPlan
from cancellations.planning.objections import Objection, Refused
from cancellations.planning.wishes import ItemWish, Wish
from cancellations.services.planning import make_plan
from cancellations.states import PERMISSION_OF, PlanType, Source
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal
from orders.access import lock_order, require
from orders.models import OrderItem
from orders.shown_status import shown_status
from orders.states import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from uuid import UUID

    from omnitron.accounts.models import User

# On an order's page what nobody has begun to pack; on a package's what has not left.
FROM_ORDER = frozenset({Status.APPROVED})
FROM_PACKAGE = frozenset({Status.APPROVED, Status.PREPARING})


@transaction.atomic
def reject_items(
    *,
    actor: User,
    number: str,
    item_ids: Collection[int],
    reason_id: int | None,
    key: UUID,
    note: str = "",
    rejectable: Collection[Status] = FROM_ORDER,
) -> CancellationPlan:
    """Reject items of an order: their money goes back by the same plan as of any cancellation.

    The same key and items again return the plan that was made. Raises `NotFound` for an order or
    an item that the person does not see, `Refusal` for none and for one that is past rejecting,
    and as `make_plan` does.
    """
    require(actor, PERMISSION_OF[Source.SELLER])
    order = lock_order(actor, number, panel=SELLER_CENTER)
    items = _items(actor, order.pk, item_ids)
    if not CancellationPlan.objects.filter(key=key).exists():
        _check(items, rejectable)
    wishes = [ItemWish(item.pk, item.quantity, reason_id, note) for item in items]
    with _without_strangers(items):
        (plan,) = make_plan(
            actor=actor,
            number=number,
            wish=Wish(plan_type=PlanType.CANCEL, items=tuple(wishes)),
            source=source_of(actor, items),
            key=key,
            panel=SELLER_CENTER,
        )
    return plan


def source_of(actor: User, items: Iterable[OrderItem]) -> Source:
    """Who rejects: the seller where all items are of the person's own, else the marketplace."""
    own = set(actor.seller_ids)
    return Source.SELLER if {item.seller_id for item in items} <= own else Source.MPO


def _items(actor: User, order_id: int, item_ids: Collection[int]) -> list[OrderItem]:
    if not item_ids:
        raise Refusal(_("Tick the products first."))
    seen = OrderItem.objects.visible_to(actor, SELLER_CENTER).filter(order_id=order_id)
    items = list(seen.filter(pk__in=item_ids, seller__isnull=False).order_by("line_number"))
    if missing := set(item_ids) - {item.pk for item in items}:
        raise NotFound(_("There is no order line %(id)s in this order.") % {"id": min(missing)})
    return items


def _check(items: Iterable[OrderItem], rejectable: Collection[Status]) -> None:
    for item in items:
        if item.status not in rejectable:
            text = _("%(name)s is %(status)s: only what waits for packaging can be rejected here.")
            if Status.PREPARING in rejectable:
                text = _("%(name)s is %(status)s: only what has not left can be rejected.")
            status = shown_status(item.status).label
            raise Refusal(text % {"name": item.name, "status": status})


@contextmanager
def _without_strangers(items: Iterable[OrderItem]) -> Iterator[None]:
    """Leave what is said of items that the person may not see out of a refusal."""
    try:
        yield
    except Refused as refused:
        known = {None, *(item.pk for item in items)}
        told = [objection for objection in refused.objections if objection.item_id in known]
        if len(told) < len(refused.objections):
            text = _(
                "The sales channel cancels these products only together with others of the order:"
                " ask the marketplace to cancel them."
            )
            told.append(Objection(text))
        raise Refused(told) from None
