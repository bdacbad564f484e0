"""A line of an order as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orders.states import FINAL

if TYPE_CHECKING:
    from decimal import Decimal

    from orders.models import OrderItem, Package

UNITS = frozenset({"g", "kg", "mm", "cm", "m", "ml", "l"})


@dataclass(frozen=True)
class Shipment:
    """A carrier and a number; several lines or packages may share them."""

    company: str
    number: str
    url: str

    @classmethod
    def of(cls, part: OrderItem | Package) -> Shipment | None:
        """How a line or a package travels; none while nobody knows."""
        company = part.shipping_company
        if company is None:
            return cls("", part.tracking_number, "") if part.tracking_number else None
        url = company.tracking_url(part.tracking_number)
        return cls(company.name, part.tracking_number, url)


class ItemLine:
    """One line with what its row needs beyond its own columns."""

    def __init__(self, item: OrderItem) -> None:
        self.item = item
        self.shipment = Shipment.of(item)

    @property
    def is_out(self) -> bool:
        """Whether nothing more can happen to the line."""
        return self.item.status in FINAL

    @property
    def discount(self) -> Decimal:
        """The discount as it is taken off."""
        discount: Decimal = -self.item.discount_amount
        return discount

    @property
    def attributes(self) -> list[str]:
        """What tells the variant: words as they are, figures with what they measure."""
        return [_attribute(name, value) for name, value in self.item.attributes.items()]

    @property
    def has_invoice(self) -> bool:
        """Whether an invoice is known, by number or by link."""
        return bool(self.item.invoice_number or self.item.e_archive_url)

    @property
    def has_papers(self) -> bool:
        """Whether there is anything to show of its shipment or invoice."""
        return bool(self.shipment or self.has_invoice)


def _attribute(name: str, value: object) -> str:
    """“Verde-musgo”, “weight 1500 g”."""
    if isinstance(value, str):
        return value
    what, _dash, unit = name.rpartition("_")
    if unit in UNITS:
        return f"{what} {value} {unit}"
    return f"{name.replace('_', ' ')} {value}"
