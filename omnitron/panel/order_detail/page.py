"""The page of an order."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.http import PanelRequest
from omnitron.panel.order_detail.contents import OrderPage
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.presence import who_else
from orders.access import get_order
from orders.models import Order


@require_safe
@order_page()
def order_detail(request: PanelRequest, /, number: str) -> HttpResponse:
    """Everything about one order."""
    order = get_order(request.user, number)
    return render(request, "omnitron/order/detail.html", page_context(request, order))


def page_context(request: PanelRequest, order: Order) -> dict[str, Any]:
    """What stands on the page of an order, whether its customer is being edited or not."""
    return {
        "page": OrderPage(order, request.user),
        "order": order,
        "visitors": who_else(request, order),
    }
