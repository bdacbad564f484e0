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


@dataclass(frozen=True)
class AmountLine:
    """One step: before any return or cancellation, and now."""

    step: Step
    before: Decimal | None
    current: Decimal
    name: str = ""


def current_amount(order: Order, items: Iterable[OrderItem]) -> Decimal:
    """The order's amount less all that went back to the customer."""
    refunded = sum((item.refunded_amount for item in items), NOTHING)
    amount: Decimal = order.amount - refunded - order.shipping_refunded
    return amount


def amount_lines(
    order: Order, items: Sequence[OrderItem], discounts: Sequence[DiscountItem]
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
    refunded = sum((item.refunded_amount for item in items), NOTHING)
    if refunded:
        parts.append(AmountLine(Step.REFUNDED_PRODUCTS, None, -refunded))
    if order.shipping_refunded:
        parts.append(AmountLine(Step.REFUNDED_SHIPPING, None, -order.shipping_refunded))
    return parts


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
