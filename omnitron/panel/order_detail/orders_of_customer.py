"""What else the customer of an order bought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.urls import reverse

from orders.models import Order

if TYPE_CHECKING:
    from decimal import Decimal

    from omnitron.accounts.models import User

MOST_ORDERS = 1_000


@dataclass(frozen=True)
class OrdersOfCustomer:
    """How many orders the customer placed and for how much, each currency by itself."""

    count: int
    more: bool
    sums: list[tuple[str, Decimal]]
    url: str


def orders_of_customer(order: Order, user: User) -> OrdersOfCustomer:
    """An order and the others of its customer that a person may see, up to `MOST_ORDERS`."""
    orders = Order.objects.visible_to(user).filter(customer_id=order.customer_id)
    some = orders.order_by().values("pk")[: MOST_ORDERS + 1]
    sums = (
        Order.objects.filter(pk__in=some)
        .order_by("currency")
        .values_list("currency")
        .annotate(Count("pk"), Sum("amount"))
    )
    rows = list(sums)
    count = sum(number for _currency, number, _amount in rows)
    return OrdersOfCustomer(
        count=min(count, MOST_ORDERS),
        more=count > MOST_ORDERS,
        sums=[(currency, amount) for currency, _number, amount in rows],
        url=_url_of_customer(order),
    )


def _url_of_customer(order: Order) -> str:
    """A search for the order's e-mail, which others may have given too; none without one."""
    if not order.email:
        return ""
    query = urlencode({"customer": order.email, "channel": order.channel_id})
    return f"{reverse('omnitron:order-list')}?{query}"
