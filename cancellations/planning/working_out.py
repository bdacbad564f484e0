"""From an order's standing and a wish to the plans that it would make, with every amount."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cancellations.planning.charges import NO_CHARGE, fee_charge, shipping_charge
from cancellations.planning.drafts import Charge, Draft, DraftItem
from cancellations.planning.line_steps import steps_of_line
from cancellations.planning.pieces import divide
from cancellations.planning.shares import share_as_wished, share_out
from cancellations.planning.steps import Kind, Step
from cancellations.states import PlanType, Source
from omnitron.core.errors import Refusal
from omnitron.core.money import allocate
from orders.models import SalesChannel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cancellations.planning.standing import Standing
    from cancellations.planning.wishes import ItemWish, Wish

NOTHING = Decimal(0)


def work_out(standing: Standing, wish: Wish, source: str) -> tuple[Draft, ...]:
    """The plans that a wish would make of an order as it stands, in their order.

    The wish must have passed `rules.check`. Raises `Refusal` for a split that does not fit. Nothing
    is read or written: the same standing and wish give the same drafts, to the last unit.
    """
    drafts = []
    groups = _groups(standing, wish, source)
    if wish.shares and len(groups) > 1:
        raise Refusal(_("Each seller’s plan takes its own part: their split cannot be chosen."))
    for seller_id, items in groups:
        draft = _draft(standing, replace(wish, items=items), seller_id)
        drafts.append(draft)
        standing = _after(standing, draft)
    return tuple(drafts)


def _groups(
    standing: Standing, wish: Wish, source: str
) -> Sequence[tuple[int | None, tuple[ItemWish, ...]]]:
    """The items by the seller who has a say in their return; None where nobody has."""
    sellers = {item.pk: item.seller_id for item in standing.items}
    asks = (
        wish.plan_type == PlanType.REFUND
        and source != Source.SELLER
        and standing.order.channel.channel_type == SalesChannel.Type.MARKETPLACE
    )
    groups: dict[int | None, list[ItemWish]] = {}
    for item in wish.items:
        groups.setdefault(sellers[item.item_id] if asks else None, []).append(item)
    if not groups:
        groups[None] = []
    return [(seller_id, tuple(items)) for seller_id, items in groups.items()]


def _draft(standing: Standing, wish: Wish, seller_id: int | None) -> Draft:
    items = [_item(standing, item) for item in wish.items]
    shipping, fee, rest = _charges(standing, wish, items)
    draft = Draft(
        plan_type=wish.plan_type,
        items=tuple(items),
        shipping=shipping,
        fee=fee,
        rest=rest,
        shares=(),
        seller_id=seller_id,
        needs_confirmation=seller_id is not None,
    )
    if wish.rest is None:
        draft = _as_wished(_within_captures(standing, draft))
    if wish.shares:
        return replace(draft, shares=share_as_wished(standing, draft.amount, wish.shares))
    return replace(draft, shares=share_out(standing, draft.amount))


def _item(standing: Standing, wish: ItemWish) -> DraftItem:
    item = next(item for item in standing.items if item.pk == wish.item_id)
    stays, goes = divide(item, wish.quantity, standing.order.currency)
    steps = tuple(steps_of_line(standing, item, stays, goes))
    return DraftItem(item, wish, goes, stays, goes.paid_amount, NOTHING, steps)


def _charges(
    standing: Standing, wish: Wish, items: list[DraftItem]
) -> tuple[Charge, Charge, Charge]:
    if wish.rest is not None:
        steps = (Step(Kind.REST, wish.rest), Step(Kind.TOTAL, wish.rest, is_sum=True))
        return NO_CHARGE, NO_CHARGE, Charge(wish.rest, steps)
    if wish.only_shipping:
        left = standing.shipping_left
        steps = (Step(Kind.FEE, left), Step(Kind.TOTAL, left, is_sum=True))
        return Charge(left, steps), NO_CHARGE, NO_CHARGE
    going = {entry.item.pk: entry.stays.quantity for entry in items}
    whole = {pk for pk, staying in going.items() if not staying}
    fee = fee_charge(standing, wish.plan_type, whole)
    return shipping_charge(standing, going), fee, NO_CHARGE


def _within_captures(standing: Standing, draft: Draft) -> Draft:
    """Lower a draft to what was captured and is not needed for what stays, proportionally."""
    room = max(NOTHING, standing.money_left - _cost_of_what_stays(standing, draft))
    amounts = [*(entry.amount for entry in draft.items), draft.shipping.amount, draft.fee.amount]
    missing = draft.amount - room
    granted = amounts
    if missing > 0:
        granted = allocate(room, amounts, standing.order.currency)
    *items, shipping, fee = (
        _with_total(steps, before, after, room=room, wanted=draft.amount)
        for steps, before, after in zip(
            [
                *(entry.steps for entry in draft.items),
                _without_total(draft.shipping),
                _without_total(draft.fee),
            ],
            amounts,
            granted,
            strict=True,
        )
    )
    return replace(
        draft,
        items=tuple(
            replace(entry, amount=amount, steps=steps)
            for entry, amount, steps in zip(draft.items, granted, items, strict=False)
        ),
        shipping=Charge(granted[-2], shipping if draft.shipping.steps else ()),
        fee=Charge(granted[-1], fee if draft.fee.steps else ()),
    )


def _as_wished(draft: Draft) -> Draft:
    """Lower the amounts that somebody typed lower; the others stay as they are."""
    return replace(draft, items=tuple(_lowered(entry) for entry in draft.items))


def _lowered(entry: DraftItem) -> DraftItem:
    wished = entry.wish.amount
    if wished is None or wished >= entry.amount:
        return entry
    kept = entry.amount - wished
    *steps, _total = entry.steps
    lowered = (Step(Kind.LOWERED, -kept), Step(Kind.TOTAL, wished, is_sum=True))
    return replace(entry, amount=wished, kept=kept, steps=(*steps, *lowered))


def _without_total(charge: Charge) -> tuple[Step, ...]:
    return tuple(step for step in charge.steps if step.kind != Kind.TOTAL)


def _with_total(
    steps: tuple[Step, ...], before: Decimal, after: Decimal, *, room: Decimal, wanted: Decimal
) -> tuple[Step, ...]:
    total = Step(Kind.TOTAL, after, is_sum=True)
    if after == before:
        return (*steps, total)
    missing = Step(Kind.NOT_CAPTURED, after - before, of=room, weight=before, whole=wanted)
    return (*steps, missing, total)


def _cost_of_what_stays(standing: Standing, draft: Draft) -> Decimal:
    """Live items outside the draft, pieces that stay, amounts kept and charges that it leaves."""
    taken = {entry.item.pk for entry in draft.items}
    items = sum((item.paid_amount for item in standing.live if item.pk not in taken), NOTHING)
    pieces = standing.staying + _staying(draft)
    charges = standing.shipping_left - draft.shipping.amount + standing.fee_left - draft.fee.amount
    return items + pieces + charges + standing.kept


def _staying(draft: Draft) -> Decimal:
    return sum((entry.stays.paid_amount for entry in draft.items), NOTHING)


def _after(standing: Standing, draft: Draft) -> Standing:
    return standing.after(
        taken=frozenset(entry.item.pk for entry in draft.items),
        staying=_staying(draft),
        spent={share.payment.row.pk: share.amount for share in draft.shares},
        shipping=draft.shipping.amount,
        fee=draft.fee.amount,
        kept=sum((entry.kept for entry in draft.items), NOTHING),
    )
