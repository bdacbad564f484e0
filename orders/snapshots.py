"""An order's own copy of its customer, as flat text values: what is shown, edited, compared.

A field is `email` or `shipping_address.city`. While the billing address is the same as the
shipping address its own fields are empty, so that one change is never told twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orders.models import Address, Order

Values = dict[str, str]

CONTACT = ("first_name", "last_name", "email", "phone")
ADDRESS = (
    "first_name",
    "last_name",
    "phone",
    "line",
    "district",
    "township",
    "city",
    "country",
    "postcode",
    "company_name",
    "tax_office",
    "tax_no",
    "identity_number",
)
SHIPPING = "shipping_address"
BILLING = "billing_address"
SAME = "billing_same"
YES = "yes"


def fields_of(address: str) -> list[str]:
    """The names of the fields of one of the two addresses."""
    return [f"{address}.{name}" for name in ADDRESS]


FIELDS = (*CONTACT, *fields_of(SHIPPING), SAME, *fields_of(BILLING))


def snapshot_of(order: Order) -> Values:
    """What an order says about its customer now."""
    values = {name: getattr(order, name) for name in CONTACT}
    values |= _values_of(SHIPPING, order.shipping_address)
    values[SAME] = ""
    values |= _values_of(BILLING, order.billing_address)
    return settled(values)


def settled(values: Values) -> Values:
    """The values with one way only to say that both addresses are the same."""
    same = values[SAME] or address_in(values, BILLING) == address_in(values, SHIPPING)
    if not same:
        return values
    return values | dict.fromkeys(fields_of(BILLING), "") | {SAME: YES}


def address_in(values: Values, address: str) -> Values:
    """One address of a snapshot, by the names of the address' own fields."""
    return {name: values[f"{address}.{name}"] for name in ADDRESS}


def effective(values: Values) -> Values:
    """The values with the billing address written out where it is the shipping address."""
    if not values[SAME]:
        return values
    shipping = address_in(values, SHIPPING)
    return values | {f"{BILLING}.{name}": value for name, value in shipping.items()}


def _values_of(name: str, address: Address | None) -> Values:
    return {f"{name}.{field}": str(getattr(address, field, "") or "") for field in ADDRESS}
