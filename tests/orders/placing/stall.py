"""A marketplace that takes orders in, and the orders that it is handed."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction

from orders.models import Order
from orders.services.placing.new_orders import NewItem, NewOrder
from orders.services.placing.placing import place_orders
from orders.services.placing.problems import OrdersRefused, Problems

NUMBERS = count(1)


def item(price="100.00", **values):
    """A line of so much."""
    values = {"sku": "LUM-IPE-1", "name": "Luminária de mesa Ipê", **values}
    for name in ("discount_amount", "retail_price", "tax_rate"):
        if isinstance(values.get(name), str):
            values[name] = Decimal(values[name])
    return NewItem(price=Decimal(price), **values)


@dataclass(frozen=True)
class Stall:
    """A channel with a customer, a seller, a carrier and a program that hands orders over."""

    channel: Any
    customer: Any
    address: Any
    client: Any
    seller: Any
    company: Any

    def order(self, *items, amount=None, **values):
        """A new order whose amount is that of its lines, or the given one."""
        lines = [line if isinstance(line, NewItem) else item(line) for line in items or ["100.00"]]
        total = sum(line.price - (line.discount_amount or 0) for line in lines)
        values = {
            "number": f"N{next(NUMBERS)}",
            "customer": self.customer.pk,
            "shipping_address": self.address.pk,
            "currency": "TRY",
            **values,
        }
        amount = total if amount is None else Decimal(amount)
        return NewOrder(items=tuple(lines), amount=amount, **values)

    def place(self, *orders):
        """What the program gets for handing these over."""
        return self.place_as(self.client, orders, channel=self.channel.pk)

    def place_as(self, actor, orders, *, channel):
        """The same for anybody, read again."""
        with transaction.atomic():
            placed = place_orders(actor=actor, channel=channel, orders=orders, problems=Problems())
        found = Order.objects.in_bulk([order.pk for order in placed])
        return [found[order.pk] for order in placed]

    def place_one(self, *items, **values):
        """The order that is taken in."""
        (order,) = self.place(self.order(*items, **values))
        return order

    def refusals(self, *orders):
        """All that is said against these orders, by place and field."""
        try:
            self.place(*orders)
        except OrdersRefused as refused:
            return {place: dict(fields) for place, fields in refused.by_order.items()}
        raise AssertionError("Nothing was refused.")

    def refused(self, order, **values):
        """All that is said against one order, by field."""
        (fields,) = self.refusals(replace(order, **values) if values else order).values()
        return fields
