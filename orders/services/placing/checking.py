"""What must hold of a new order before its amounts are worked out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from orders.models import Contract, DiscountItem, Order, OrderItem, SalesChannel
from orders.services.placing import fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orders.services.placing.fields import Check
    from orders.services.placing.known import Known, Named
    from orders.services.placing.new_orders import Name, NewItem, NewOrder
    from orders.services.placing.problems import Spot

MOST_PIECES = 2**31 - 1
# Wherever PostgreSQL keeps a number of lines; no order has so many.
MOST_LINES = 1_000

_ORDER: dict[str, Check] = {
    **fields.texts(Order, "number", "language_code", "delivery_type", "gift_box_note", "notes"),
    **fields.texts(OrderItem, "tracking_number", "carrier_shipping_code"),
    "date_placed": fields.moment,
    "status": fields.status,
    "shipping_tax_rate": fields.tax_rate,
    "installment_count": fields.installments,
    "remote_addr": fields.network_address,
    "extra_field": fields.keys_and_values,
}
_ITEM: dict[str, Check] = {
    **fields.texts(OrderItem, "sku", "name", "tracking_number", "carrier_shipping_code"),
    **fields.texts(OrderItem, "invoice_number"),
    "attributes": fields.keys_and_values,
    "image_url": partial(fields.web_address, 500),
    "e_archive_url": partial(fields.web_address, 500),
    "quantity": partial(fields.whole_number, 1, MOST_PIECES),
    "status": fields.status,
    "invoice_date": fields.moment,
    "delivered_date": fields.moment,
    "estimated_delivery_date": fields.moment,
    "extra_field": fields.keys_and_values,
}
_DISCOUNT = fields.texts(DiscountItem, "name", "code")
_CONTRACT: dict[str, Check] = {
    **fields.texts(Contract, "kind", "title", "body"),
    "accepted_at": fields.moment,
}
_ORDER_AMOUNTS = (
    "amount",
    "shipping_amount",
    "net_shipping_amount",
    "discount_amount",
    "installment_interest_amount",
    "payment_option_fee",
)
_ITEM_AMOUNTS = ("price", "retail_price", "discount_amount")


def check_order(order: NewOrder, known: Known, spot: Spot) -> None:
    """Say all that is wrong with an order but for its amounts."""
    fields.look_over(order, _ORDER, spot)
    _check_number(order, known, spot)
    _check_people(order, known, spot)
    if order.client_type not in Order.Platform.values:
        spot.add("client_type", _one_of(Order.Platform.values))
    _check_named(known.companies, order.cargo_company, "cargo_company", spot)
    if not order.items:
        spot.add("items", _("An order has at least one line."))
    if len(order.items) > MOST_LINES:
        spot.add("items", _("An order has %(most)s lines at most.") % {"most": MOST_LINES})
    for place, item in enumerate(order.items):
        _check_item(item, order, known, spot.part("items", place))
    for place, discount in enumerate(order.discounts):
        fields.look_over(discount, _DISCOUNT, spot.part("discounts", place))
    for place, contract in enumerate(order.contracts):
        fields.look_over(contract, _CONTRACT, spot.part("contracts", place))


def check_amounts(order: NewOrder, spot: Spot) -> bool:
    """Say which amounts and rates cannot be; whether all can."""
    if not fields.is_known_currency(order.currency):
        told = _("There is no currency %(currency)s.") % {"currency": order.currency[:50]}
        spot.add("currency", told)
        return False
    check = partial(fields.amount, order.currency)
    parts: list[tuple[Any, dict[str, Check], Spot]] = [
        (order, dict.fromkeys(_ORDER_AMOUNTS, check), spot)
    ]
    of_line: dict[str, Check] = {
        **dict.fromkeys(_ITEM_AMOUNTS, check),
        "tax_rate": fields.tax_rate,
    }
    parts += [(line, of_line, spot.part("items", at)) for at, line in enumerate(order.items)]
    of_discount: dict[str, Check] = {"amount": check}
    parts += [(d, of_discount, spot.part("discounts", at)) for at, d in enumerate(order.discounts)]
    # Each is looked over, whatever was found in those before.
    good = [fields.look_over(*part) for part in parts]
    return all(good)


def _check_number(order: NewOrder, known: Known, spot: Spot) -> None:
    if not order.number.strip():
        spot.add("number", _("Give the order’s number."))
    elif order.number in known.used_numbers:
        spot.add("number", number_used(order.number))


def number_used(number: str) -> str:
    """What is said of a number that another order has."""
    return _("There is an order %(number)s already.") % {"number": number}


def _check_people(order: NewOrder, known: Known, spot: Spot) -> None:
    if order.customer not in known.customers:
        told = _("This sales channel has no customer %(customer)s.")
        spot.add("customer", told % {"customer": order.customer})
        return
    for name in ("shipping_address", "billing_address"):
        key = getattr(order, name)
        if key is not None and known.addresses.get(key) != order.customer:
            told = _("Customer %(customer)s has no address %(address)s.")
            spot.add(name, told % {"customer": order.customer, "address": key})


def _check_item(item: NewItem, order: NewOrder, known: Known, spot: Spot) -> None:
    fields.look_over(item, _ITEM, spot)
    if item.price_currency not in ("", order.currency):
        told = _("The order is in %(currency)s: so is each of its lines.")
        spot.add("price_currency", told % {"currency": order.currency})
    if item.product is None and not item.sku:
        spot.add("product", _("Say which product it is, by its key or its SKU."))
    if item.product is not None and item.product not in known.products:
        told = _("There is no product %(product)s.")
        spot.add("product", told % {"product": item.product})
    if item.seller is not None:
        if known.channel.channel_type != SalesChannel.Type.MARKETPLACE:
            spot.add("seller", _("Only a marketplace has lines of sellers."))
        else:
            _check_named(known.sellers, item.seller, "seller", spot)
    _check_named(known.companies, item.shipping_company, "shipping_company", spot)


def _check_named(rows: Named[Any], name: Name | None, field: str, spot: Spot) -> None:
    """Files and pages may name nobody who is deactivated, and neither may programs."""
    if name is None:
        return
    row = rows.get(name)
    if row is None:
        spot.add(field, _("There is no “%(name)s”.") % {"name": str(name)[:50]})
    elif not row.is_active:
        spot.add(field, _("“%(name)s” is deactivated: activate it first.") % {"name": row})


def _one_of(values: Iterable[str]) -> str:
    return _("This is one of %(values)s.") % {"values": ", ".join(values)}
