"""What new orders name, looked up for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import Q

from catalog.models import Product
from omnitron.core.characters import is_text
from omnitron.core.keyset import MAX_PK
from orders.models import Address, Customer, Order, Seller, ShippingCompany

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from orders.models import SalesChannel
    from orders.services.placing.new_orders import Name, NewOrder

Row = TypeVar("Row", Seller, ShippingCompany)

# Whoever erases a customer waits until their new orders are there, and blanks these too.
_CUSTOMERS = """
    SELECT * FROM orders_customer WHERE id = ANY(%s) AND channel_id = %s
    ORDER BY id FOR KEY SHARE
"""


class Named(Generic[Row]):
    """Rows by their keys and by their codes; a code that is a number comes before a key."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_key: dict[int, Row] = {row.pk: row for row in rows}
        self._by_code: dict[str, Row] = {row.code: row for row in self._by_key.values()}

    def get(self, name: Name) -> Row | None:
        """The row of that name."""
        if isinstance(name, int):
            return self._by_key.get(name)
        return self._by_code.get(name) or self._by_key.get(_as_key(name))


@dataclass(frozen=True)
class Known:
    """The rows that new orders of a channel name, and what is taken already."""

    channel: SalesChannel
    customers: dict[int, Customer]
    # By address: whose it is.
    addresses: dict[int, int]
    products: dict[int, Product]
    sellers: Named[Seller]
    companies: Named[ShippingCompany]
    used_numbers: set[str]


def look_up(channel: SalesChannel, orders: Sequence[NewOrder]) -> Known:
    """What the orders name; the customers stay locked against being erased."""
    items = [item for order in orders for item in order.items]
    addresses = {order.shipping_address for order in orders}
    addresses |= {order.billing_address for order in orders}
    companies = {order.cargo_company for order in orders}
    companies |= {item.shipping_company for item in items}
    owners = Address.objects.filter(pk__in=_keys(addresses)).values_list("pk", "customer_id")
    return Known(
        channel=channel,
        customers=_customers(channel, {order.customer for order in orders}),
        addresses=dict(owners),
        products=Product.objects.in_bulk(_keys({item.product for item in items})),
        sellers=_named(Seller, {item.seller for item in items}),
        companies=_named(ShippingCompany, companies),
        used_numbers=used_numbers([order.number for order in orders]),
    )


def used_numbers(numbers: Iterable[str]) -> set[str]:
    """Which of these numbers orders have, whoever may see them."""
    asked = [number for number in numbers if is_text(number)]
    return set(Order.objects.filter(number__in=asked).values_list("number", flat=True))


def _customers(channel: SalesChannel, keys: Iterable[int]) -> dict[int, Customer]:
    found = Customer.objects.raw(_CUSTOMERS, [_keys(keys), channel.pk])
    return {customer.pk: customer for customer in found}


def _keys(keys: Iterable[int | None]) -> list[int]:
    """Those that a key can be, in order."""
    return sorted({key for key in keys if key is not None and 0 < key <= MAX_PK})


def _named(model: type[Row], names: set[Name | None]) -> Named[Row]:
    names.discard(None)
    if not names:
        return Named([])
    codes = [name for name in names if isinstance(name, str) and is_text(name)]
    keys = [name if isinstance(name, int) else _as_key(name) for name in names]
    rows: Any = model._default_manager
    return Named(rows.filter(Q(pk__in=_keys(keys)) | Q(code__in=codes)))


def _as_key(name: Name | None) -> int:
    """The number that a text is; 0, which no key is, for any other."""
    text = str(name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
