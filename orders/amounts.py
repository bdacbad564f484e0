"""What an order cost and costs now, step by step, so that the steps add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from orders.models import DiscountItem, Order, OrderItem

NOTHING = Decimal(0)


class Step(StrEnum):
    """What a step of the sum stands for."""

    PRODUCTS = "products"
    DISCOUNT = "discount"
    LINE_DISCOUNTS = "line_discounts"
    SHIPPING = "shipping"
    INTEREST = "interest"
    PAYMENT_FEE = "payment_fee"
    UNLISTED = "unlisted"
    REFUNDED_PRODUCTS = "refunded_products"
    REFUNDED_SHIPPING = "refunded_shipping"
    REFUNDED_FEE = "refunded_fee"
    REFUNDED_REST = "refunded_rest"
    REFUNDED_OUTSIDE = "refunded_outside"


@dataclass(frozen=True)
class AmountLine:
    """One step: before any return or cancellation, and now."""

    step: Step
    before: Decimal | None
    current: Decimal
    name: str = ""


@dataclass(frozen=True)
class GivenBack:
    """What went back, by what it was for: by completed plans, and `outside` of any plan.

    `beyond` is what was paid beyond the order's amount: of the rest and of what went back outside
    it goes first, as it never was a part of the amount.
    """

    products: Decimal = NOTHING
    shipping: Decimal = NOTHING
    fee: Decimal = NOTHING
    rest: Decimal = NOTHING
    outside: Decimal = NOTHING
    beyond: Decimal = NOTHING

    @property
    def rest_of_amount(self) -> Decimal:
        """What the rest took of the order's amount."""
        return max(NOTHING, self.rest - self.beyond)

    @property
    def outside_of_amount(self) -> Decimal:
        """What went back outside of plans and took of the order's amount."""
        return max(NOTHING, self.rest + self.outside - self.beyond) - self.rest_of_amount

    @property
    def total(self) -> Decimal:
        """All that the order's amount is less by."""
        charges = self.shipping + self.fee
        return self.products + charges + self.rest_of_amount + self.outside_of_amount


def current_amount(order: Order, given_back: GivenBack) -> Decimal:
    """The order's amount less what went back of it."""
    amount: Decimal = order.amount - given_back.total
    return amount


def amount_lines(
    order: Order,
    items: Sequence[OrderItem],
    discounts: Sequence[DiscountItem],
    given_back: GivenBack,
) -> list[AmountLine]:
    """The steps from the prices of the lines to both amounts of the order.

    `UNLISTED` is what the order's amount has beyond its parts: an order without lines has only
    that.
    """
    parts = [
        AmountLine(step, amount, amount, name)
        for step, amount, name in _parts(order, items, discounts)
        if amount or step is Step.PRODUCTS
    ]
    unlisted = order.amount - sum((part.current for part in parts), NOTHING)
    if unlisted:
        parts.append(AmountLine(Step.UNLISTED, unlisted, unlisted))
    refunded = (
        (Step.REFUNDED_PRODUCTS, given_back.products),
        (Step.REFUNDED_SHIPPING, given_back.shipping),
        (Step.REFUNDED_FEE, given_back.fee),
        (Step.REFUNDED_REST, given_back.rest_of_amount),
        (Step.REFUNDED_OUTSIDE, given_back.outside_of_amount),
    )
    return parts + [AmountLine(step, None, -amount) for step, amount in refunded if amount]


def _parts(
    order: Order, items: Sequence[OrderItem], discounts: Sequence[DiscountItem]
) -> Iterable[tuple[Step, Decimal, str]]:
    yield Step.PRODUCTS, sum((item.price for item in items), NOTHING), ""
    for discount in discounts:
        yield Step.DISCOUNT, -discount.amount, str(discount)
    # Discounts of the whole order were spread over the lines at placement.
    of_order = sum((discount.amount for discount in discounts), NOTHING)
    of_lines = sum((item.discount_amount for item in items), NOTHING)
    yield Step.LINE_DISCOUNTS, of_order - of_lines, ""
    yield Step.SHIPPING, order.net_shipping_amount, ""
    yield Step.INTEREST, order.installment_interest_amount, ""
    yield Step.PAYMENT_FEE, order.payment_option_fee, ""
