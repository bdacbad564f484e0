"""An order as somebody hands it over: what they know of it, with nothing worked out yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from orders.models import Order
from orders.states import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

# The key of a row, or its code.
Name = int | str


@dataclass(frozen=True, kw_only=True, slots=True)
class NewItem:
    """A line; its amounts are totals of the line, tax included.

    What is not said of the goods is as the product has it, of status and shipment as the order has
    it; without a retail price it is the price.
    """

    price: Decimal
    product: int | None = None
    sku: str = ""
    name: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    image_url: str = ""
    non_returnable: bool | None = None
    quantity: int = 1
    status: int | None = None
    price_currency: str = ""
    retail_price: Decimal | None = None
    discount_amount: Decimal | None = None
    tax_rate: Decimal | None = None
    seller: Name | None = None
    shipping_company: Name | None = None
    tracking_number: str = ""
    carrier_shipping_code: str = ""
    invoice_number: str = ""
    invoice_date: date | None = None
    e_archive_url: str = ""
    delivered_date: datetime | None = None
    estimated_delivery_date: datetime | None = None
    extra_field: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewDiscount:
    """A discount of the whole order, by its name."""

    name: str
    amount: Decimal
    code: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewContract:
    """A text that the customer was shown at checkout."""

    kind: str
    title: str
    body: str = ""
    accepted_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewOrder:
    """An order with its lines.

    `discount_amount` is the total of all discounts; without one it is that of the lines. Without
    `net_shipping_amount` it is `shipping_amount`. A moment without a zone is one of the channel's.
    """

    number: str
    customer: int
    currency: str
    amount: Decimal
    items: tuple[NewItem, ...]
    discounts: tuple[NewDiscount, ...] = ()
    contracts: tuple[NewContract, ...] = ()
    shipping_address: int | None = None
    billing_address: int | None = None
    date_placed: datetime | None = None
    status: int = Status.APPROVED
    client_type: str = Order.Platform.DEFAULT
    language_code: str = ""
    shipping_amount: Decimal | None = None
    net_shipping_amount: Decimal | None = None
    shipping_tax_rate: Decimal | None = None
    discount_amount: Decimal | None = None
    installment_count: int = 1
    installment_interest_amount: Decimal | None = None
    payment_option_fee: Decimal | None = None
    delivery_type: str = ""
    cargo_company: Name | None = None
    tracking_number: str = ""
    carrier_shipping_code: str = ""
    remote_addr: str = ""
    has_gift_box: bool = False
    gift_box_note: str = ""
    notes: str = ""
    extra_field: Mapping[str, Any] = field(default_factory=dict)
