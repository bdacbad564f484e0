"""Rejecting what cannot be delivered: a plan by the seller, or by the marketplace for a seller."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cancellations.models import CancellationPlan, CancellationReason
from cancellations.planning.objections import About, Objection, Refused
from cancellations.planning.rules import check
from cancellations.planning.standing import read_standing
from cancellations.planning.wishes import ItemWish, Wish
from cancellations.planning.working_out import work_out
from cancellations.services.planning import make_plan
from cancellations.states import PERMISSION_OF, PlanType, Source
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.accounts.permissions import require
from omnitron.core.errors import Conflict, NotFound, Refusal
from orders.access import get_order, lock_order
from orders.amounts import NOTHING
from orders.models import OrderItem
from orders.shares import sees_whole_order
from orders.shown_status import shown_status
from orders.states import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet

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
    amount: Decimal | None = None,
) -> CancellationPlan:
    """Reject items of an order: their money goes back by the same plan as of any cancellation.

    The same key and items again return the plan that was made. `amount` is what the person was
    told to go back: for the items, and for who sees the whole order with its charges.

    Raises `NotFound` for an order or an item that the person does not see, `Refusal` for none and
    for one that is past rejecting, `Conflict` where another amount would go back, and as
    `make_plan` does.
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
    _check_amount(plan, amount, is_whole=sees_whole_order(actor, order))
    return plan


def source_of(actor: User, items: Iterable[OrderItem]) -> Source:
    """Who rejects: the seller where all items are of the person's own, else the marketplace."""
    own = set(actor.seller_ids)
    return Source.SELLER if {item.seller_id for item in items} <= own else Source.MPO


def preview_rejection(
    *,
    actor: User,
    number: str,
    item_ids: Collection[int],
    rejectable: Collection[Status] = FROM_ORDER,
) -> Rejection:
    """Work out what rejecting items would do, whatever the reason; raises as `reject_items`."""
    require(actor, PERMISSION_OF[Source.SELLER])
    order = get_order(actor, number, panel=SELLER_CENTER)
    items = _items(actor, order.pk, item_ids)
    _check(items, rejectable)
    source = source_of(actor, items)
    wishes = [ItemWish(item.pk, item.quantity, None) for item in items]
    wish = Wish(plan_type=PlanType.CANCEL, items=tuple(wishes))
    standing = read_standing(order)
    with _without_strangers(items), _whatever_the_reason():
        check(standing, wish, {})
    drafts = work_out(standing, wish, source)
    amounts = {entry.item.pk: entry.amount for draft in drafts for entry in draft.items}
    charges = sum((draft.amount for draft in drafts), NOTHING) - sum(amounts.values(), NOTHING)
    if not sees_whole_order(actor, order):
        charges = NOTHING
    return Rejection(source, [(item, amounts[item.pk]) for item in items], charges)


@dataclass(frozen=True)
class Rejection:
    """What a rejection would do, as its person sees it: who rejects, and what goes back."""

    source: Source
    lines: Sequence[tuple[OrderItem, Decimal]]
    # What goes back beside, such as the shipping fee: for who sees the whole order.
    charges: Decimal

    @property
    def amount(self) -> Decimal:
        """What goes back in all."""
        return self.charges + sum((amount for _item, amount in self.lines), NOTHING)

    @property
    def reasons(self) -> QuerySet[CancellationReason]:
        """Why it can be."""
        return CancellationReason.objects.usable_by(self.source, PlanType.CANCEL)


def _items(actor: User, order_id: int, item_ids: Collection[int]) -> list[OrderItem]:
    if not item_ids:
        raise Refusal(_("Tick the products first."))
    seen = OrderItem.objects.visible_to(actor, SELLER_CENTER).filter(order_id=order_id)
    sold = seen.filter(pk__in=item_ids, seller__isnull=False).select_related("seller")
    items = list(sold.order_by("line_number"))
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


def _check_amount(plan: CancellationPlan, amount: Decimal | None, *, is_whole: bool) -> None:
    """Raise `Conflict`, which takes the plan back, where it gives another amount than was told."""
    of_items = sum(plan.items.values_list("amount", flat=True), NOTHING)
    given = plan.amount if is_whole else of_items
    if amount is not None and given != amount:
        raise Conflict(
            _("The amounts have changed since you looked: nothing was done. Look again.")
        )


@contextmanager
def _whatever_the_reason() -> Iterator[None]:
    """Let an objection about the reason pass: it is asked for later."""
    try:
        yield
    except Refused as refused:
        told = [one for one in refused.objections if one.about not in (About.REASON, About.NOTE)]
        if told:
            raise Refused(told) from None


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
