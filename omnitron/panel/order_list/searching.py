"""The search box of the top bar, and the sellers that the filter panel suggests."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.errors import Refusal
from omnitron.order_pages.suggesting import show_sellers
from omnitron.panel.order_list.page import filter_orders
from orders.access import get_order
from orders.searching import split_numbers


@require_POST
@permitted("orders.view_orders")
def search_orders(request: PanelRequest, /) -> HttpResponse:
    """Straight to the order whose number this is; else to the list of what matches."""
    text = request.POST.get("q", "").strip()
    try:
        numbers = split_numbers(text)
        if len(numbers) == 1:
            order = get_order(request.user, numbers[0])
            return redirect("omnitron:order-detail", number=order.number)
    except Refusal:
        pass
    return filter_orders(request)


@require_safe
@permitted("orders.view_orders")
def suggest_sellers(request: PanelRequest, /) -> HttpResponse:
    """Options for the seller field while somebody types."""
    return show_sellers(request)
