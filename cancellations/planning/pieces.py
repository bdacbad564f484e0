"""A part of a line: what it weighs of each amount, and what stays."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from omnitron.core.money import allocate

if TYPE_CHECKING:
    from orders.models import OrderItem

# The net amount and not the discount is divided, so that the odd cent of what was paid stays with
# the pieces that stay; a discount is what is missing between price and net amount.
DIVIDED = ("retail_price", "price", "net_amount", "installment_interest_amount", "tax_amount")


@dataclass(frozen=True)
class Pieces:
    """The amounts of some pieces of a line."""

    quantity: int
    retail_price: Decimal
    price: Decimal
    net_amount: Decimal
    installment_interest_amount: Decimal
    tax_amount: Decimal

    @property
    def discount_amount(self) -> Decimal:
        """What the pieces cost less than their price."""
        return self.price - self.net_amount

    @property
    def paid_amount(self) -> Decimal:
        """What the customer paid for the pieces, their share of card interest included."""
        return self.net_amount + self.installment_interest_amount


def divide(item: OrderItem, quantity: int, currency: str) -> tuple[Pieces, Pieces]:
    """The pieces that stay and those that go; odd units stay with the larger part, ties stay."""
    counts = [Decimal(item.quantity - quantity), Decimal(quantity)]
    if not counts[0]:
        return _pieces(0, [Decimal(0)] * len(DIVIDED)), _whole(item)
    amounts = [allocate(getattr(item, name), counts, currency) for name in DIVIDED]
    stay, go = (list(side) for side in zip(*amounts, strict=True))
    return _pieces(item.quantity - quantity, stay), _pieces(quantity, go)


def _whole(item: OrderItem) -> Pieces:
    return _pieces(item.quantity, [getattr(item, name) for name in DIVIDED])


def _pieces(quantity: int, amounts: list[Decimal]) -> Pieces:
    return Pieces(quantity, *amounts)
