"""Doing what a client asks for of an order, once however often it asks."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import uuid4, uuid5

from django.db import transaction

from cancellations.models import CancellationPlan, CancellationReason
from cancellations.planning.asked_of_order import lines_of, wish_of
from cancellations.planning.charges import rest_of, shipping_alone
from cancellations.planning.standing import read_standing
from cancellations.planning.wishes import Wish
from cancellations.services.planning import make_plan
from cancellations.states import PERMISSION_OF, PlanType, Source
from omnitron.accounts.permissions import require
from orders.access import lock_order

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from cancellations.planning.asked_of_order import AskedOfOrder
    from cancellations.planning.standing import Standing
    from omnitron.accounts.models import User
    from orders.models import OrderItem

Plans = list[CancellationPlan]
_SHIPPING = "shipping"


@transaction.atomic
def cancel_order(*, actor: User, number: str, asked: AskedOfOrder) -> Plans:
    """Make the plans that a client asks for, due at once.

    What the same person has asked for just so, for the same reasons, is given again: clients repeat
    what got no answer. Raises `NotFound` for a stranger's order, and `Refused` with everything that
    speaks against it.
    """
    require(actor, PERMISSION_OF[Source.API])
    order = lock_order(actor, number)
    standing = read_standing(order)
    lines = lines_of(standing, asked)
    plans = _made_before(actor, standing, asked, lines)
    if not plans:
        wish = wish_of(standing, asked, lines, type_without_lines=_type_without_lines(asked))
        plans = _make(actor, number, wish)
    if asked.shipping and standing.items and any(plan.items.all() for plan in plans):
        return [*plans, *_shipping_beside(actor, number, asked, plans)]
    return plans


def _made_before(
    actor: User, standing: Standing, asked: AskedOfOrder, lines: Collection[OrderItem]
) -> Plans:
    """What an earlier request made, if it asked for just this; none while some of it is to do."""
    if _is_to_do(standing, asked, lines):
        return []
    made = CancellationPlan.objects.not_called_off().filter(order=standing.order, created_by=actor)
    rows = made.order_by("-pk").prefetch_related("items")
    for _key, plans in groupby(rows, attrgetter("key")):
        found = sorted(plans, key=attrgetter("part"))
        if _asked_for(found, standing, asked, lines):
            return found
    return []


def _is_to_do(standing: Standing, asked: AskedOfOrder, lines: Collection[OrderItem]) -> bool:
    if lines:
        return any(item in standing.live for item in lines)
    if asked.whole:
        return not standing.items and bool(rest_of(standing))
    return not asked.shipping or bool(shipping_alone(standing))


def _asked_for(
    plans: Sequence[CancellationPlan],
    standing: Standing,
    asked: AskedOfOrder,
    lines: Collection[OrderItem],
) -> bool:
    taken = {entry.item_id: entry.reason_id for plan in plans for entry in plan.items.all()}
    if lines:
        return taken == {item.pk: asked.reason_of(item.pk) for item in lines}
    if taken or (asked.whole and standing.items):
        # Nothing is left to take, so what was taken says what "all" was.
        same = all(asked.reason_of(pk) == reason_id for pk, reason_id in taken.items())
        return asked.whole and bool(taken) and plans[0].plan_type == PlanType.CANCEL and same
    is_rest = bool(plans[0].rest_amount)
    return is_rest == asked.whole and plans[0].reason_id == asked.only_reason


def _shipping_beside(actor: User, number: str, asked: AskedOfOrder, plans: Plans) -> Plans:
    """The shipping fee, if it did not come with the lines, is left and may go back by itself."""
    (first, *_others) = plans
    key = uuid5(first.key, _SHIPPING)
    made = list(CancellationPlan.objects.filter(key=key))
    if made or not shipping_alone(read_standing(first.order)):
        return made
    item_id = min(entry.item_id for entry in first.items.all())
    iban, holder_name = asked.account_of(item_id)
    wish = Wish(
        plan_type=PlanType(first.plan_type),
        only_shipping=True,
        reason_id=asked.reason_of(item_id),
        note=asked.note,
        iban=iban,
        holder_name=holder_name,
        refund_invoice_number=asked.refund_invoice_number,
    )
    return _make(actor, number, wish, key)


def _type_without_lines(asked: AskedOfOrder) -> PlanType:
    reason = CancellationReason.objects.filter(pk=asked.only_reason or 0).first()
    return PlanType(reason.cancellation_type) if reason else PlanType.CANCEL


def _make(actor: User, number: str, wish: Wish, key: UUID | None = None) -> Plans:
    return make_plan(
        actor=actor,
        number=number,
        wish=wish,
        source=Source.API,
        key=key or uuid4(),
        undo_seconds=0,
    )
