"""The list of orders of Seller Center as tests see it."""

from orders.services.packages.intake import pack_orders
from tests.factories import (
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    OrderFactory,
    OrderItemFactory,
)

LIST = "/seller-center/orders/"
EXPORT = "/seller-center/order-list/export/"
FILTER = "/seller-center/order-list/filter/"
SEARCH = "/seller-center/order-list/search/"
SELLERS = "/seller-center/order-list/sellers/"


def order_of(seller, *statuses, others=(), **values):
    """An order with an item of each status, packed; `others` are further sellers of it."""
    order = OrderFactory(**values)
    for status in statuses or [400]:
        OrderItemFactory(order=order, seller=seller, status=status)
    for other in others:
        OrderItemFactory(order=order, seller=other)
    pack_orders([order.pk])
    order.refresh_from_db()
    return order


def shown(response):
    """The numbers of the orders on a page."""
    return [order.number for order in response.context["listing"].page.rows]


def tabs_of(response):
    """Each tab with its count; the current one is marked."""
    return [(tab.name, tab.count_text, tab.is_current) for tab in response.context["listing"].tabs]


def reject(*items, source="seller"):
    """What a finished rejection of these items leaves, or a cancellation by somebody else."""
    plan = CancellationPlanFactory(order=items[0].order, source=source)
    for item in items:
        CancellationPlanItemFactory(plan=plan, item=item)
