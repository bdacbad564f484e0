"""What a plan gives back beside its items: the shipping fee, the payment option's fee, the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cancellations.planning.drafts import Charge
from cancellations.planning.steps import Kind, Step
from cancellations.states import PlanType
from omnitron.core.money import allocate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cancellations.planning.standing import Standing

NOTHING = Decimal(0)
NO_CHARGE = Charge(NOTHING, ())


def shipping_charge(standing: Standing, going: Mapping[int, int]) -> Charge:
    """The shipping fee that goes with these items, given how many pieces of each stay.

    It comes with the plan after which every item is gone; where the strategy splits it, each piece
    brings its own part.
    """
    left = standing.shipping_left
    if left <= 0:
        return NO_CHARGE
    if not gives_shipping_back(standing):
        return _kept(left, Kind.KEPT_BY_RULE)
    whole = {pk for pk, staying in going.items() if not staying}
    if nothing_stays(standing, whole):
        return _given(left, standing.order.net_shipping_amount)
    if standing.strategy.split_shipping:
        part = _split(standing, going)
        amount = min(left, part)
        return _given(amount, standing.order.net_shipping_amount, part) if amount else NO_CHARGE
    return _kept(left, Kind.COMES_LATER)


def fee_charge(standing: Standing, plan_type: str, going: Collection[int]) -> Charge:
    """The payment option's fee: it goes back with the last item that is canceled."""
    left = standing.fee_left
    if left <= 0:
        return NO_CHARGE
    if not gives_fee_back(standing) or plan_type != PlanType.CANCEL:
        return _kept(left, Kind.KEPT_BY_RULE)
    if nothing_stays(standing, going):
        return _given(left, standing.order.payment_option_fee)
    return _kept(left, Kind.COMES_LATER)


def gives_shipping_back(standing: Standing) -> bool:
    """The rule for cancellations counts while nothing was ever shipped, else that for returns."""
    strategy = standing.strategy
    return strategy.shipping_on_return if standing.was_shipped else strategy.shipping_on_cancel


def gives_fee_back(standing: Standing) -> bool:
    """Whether the payment option's fee goes back at all: it is of cancellations only."""
    return standing.strategy.payment_option_fee and not standing.was_shipped


def nothing_stays(standing: Standing, going: Collection[int] = ()) -> bool:
    """Whether every item is gone once these are."""
    return all(item.pk in going or standing.is_gone(item) for item in standing.items)


def shipping_alone(standing: Standing) -> Decimal:
    """What can go back of the shipping fee by itself, while all that is live stays."""
    if not gives_shipping_back(standing):
        return NOTHING
    cost = sum((item.paid_amount for item in standing.live), NOTHING)
    room = standing.money_left - cost - standing.fee_left - standing.kept
    return max(NOTHING, min(standing.shipping_left, room))


def rest_of(standing: Standing) -> Decimal:
    """What was captured beyond what stays, what went back and what is set aside for that."""
    cost = sum((item.paid_amount for item in standing.live), NOTHING)
    stays = not nothing_stays(standing)
    if stays or not gives_shipping_back(standing):
        cost += standing.shipping_left
    if stays or not gives_fee_back(standing):
        cost += standing.fee_left
    return max(NOTHING, standing.money_left - cost - standing.kept)


def _split(standing: Standing, going: Mapping[int, int]) -> Decimal:
    """The parts of the fee that these pieces bring, in proportion to what each line cost."""
    order = standing.order
    weights = [item.net_amount for item in standing.items]
    parts = allocate(order.net_shipping_amount, weights, order.currency)
    total = NOTHING
    for item, part in zip(standing.items, parts, strict=True):
        if item.pk in going:
            staying = going[item.pk]
            counts = [Decimal(staying), Decimal(item.quantity - staying)]
            total += allocate(part, counts, order.currency)[1]
    return total


def _given(amount: Decimal, fee: Decimal, part: Decimal | None = None) -> Charge:
    part = fee if part is None else part
    steps = [Step(Kind.FEE, fee)]
    if part != fee:
        steps.append(Step(Kind.OF_OTHERS, part - fee))
    if amount != part:
        steps.append(Step(Kind.ALREADY_BACK, amount - part))
    return Charge(amount, (*steps, Step(Kind.TOTAL, amount, is_sum=True)))


def _kept(left: Decimal, why: Kind) -> Charge:
    steps = (Step(Kind.FEE, left), Step(why, -left), Step(Kind.TOTAL, NOTHING, is_sum=True))
    return Charge(NOTHING, steps)
