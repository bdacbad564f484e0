"""P2: an order with 1, 10 and 100 items."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from benchmarks.order_list import client_of, operator
from benchmarks.timing import time_page
from orders.models import Order, OrderItem
from orders.services.rolling_up import roll_up

SIZES = (1, 10, 100)


def measure() -> list[dict[str, Any]]:
    """One row for each size."""
    client = client_of(operator())
    rows = []
    for size in SIZES:
        number = _order_with(size)
        timing = time_page(client, reverse("omnitron:order-detail", args=[number]))
        rows.append(
            {
                "items": size,
                "p95": timing.p95,
                "median": timing.median,
                "queries": timing.queries,
                "kB": timing.kilobytes,
            }
        )
    return rows


def _order_with(size: int) -> str:
    """The number of an order that has as many items, made from one that has items."""
    number = f"BENCHMARK-{size}"
    if not Order.objects.filter(number=number).exists():
        item = OrderItem.objects.select_related("order").exclude(seller=None)[0]
        order = Order.objects.defer("search").get(pk=item.order_id)
        order.pk, order.number = None, number
        order.save(force_insert=True)
        item.package = None
        for line in range(1, size + 1):
            item.pk, item.order, item.line_number = None, order, line
            item.save(force_insert=True)
        roll_up([order.pk])
    return number
