"""The arithmetic of a line, from its price to what goes back for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cancellations.planning.steps import Kind, Step
from omnitron.core.money import unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cancellations.planning.pieces import Pieces
    from cancellations.planning.standing import Standing
    from orders.models import OrderItem

NOTHING = Decimal(0)


def steps_of_line(
    standing: Standing, item: OrderItem, stays: Pieces, goes: Pieces
) -> Iterator[Step]:
    """From the price of a line to what was paid for it, less the pieces that stay."""
    price = stays.price + goes.price
    yield Step(Kind.PRICE, price, quantity=item.quantity)
    discount = stays.discount_amount + goes.discount_amount
    if discount:
        yield _discount(standing, price, discount)
    interest = stays.installment_interest_amount + goes.installment_interest_amount
    if interest:
        yield _interest(standing, price - discount, interest)
    paid = price - discount + interest
    yield Step(Kind.PAID, paid, is_sum=True)
    if stays.quantity:
        yield Step(Kind.STAYS, -stays.paid_amount, of=paid, quantity=stays.quantity)


def _discount(standing: Standing, price: Decimal, discount: Decimal) -> Step:
    whole = sum((item.price for item in standing.items), NOTHING)
    step = Step(Kind.DISCOUNT, -discount, of=standing.discount, weight=price, whole=whole)
    return _if_so_divided(step, standing.order.currency)


def _interest(standing: Standing, net: Decimal, interest: Decimal) -> Step:
    whole = sum((item.net_amount for item in standing.items), NOTHING)
    of = standing.order.installment_interest_amount
    step = Step(Kind.INTEREST, interest, of=of, weight=net, whole=whole)
    return _if_so_divided(step, standing.order.currency)


def _if_so_divided(step: Step, currency: str) -> Step:
    """The step with its formula if that gives its amount; whoever placed the order divided it."""
    if step.of and step.weight and step.whole and step.weight < step.whole:
        exact = step.of * step.weight / step.whole
        if abs(exact - abs(step.amount)) < unit(currency):
            return step
    return Step(step.kind, step.amount)
