"""The page of an order, as much of it as the person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseStopPolling

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.seller_center.history.listing import history_of_order
from omnitron.seller_center.order_detail.contents import OrderPage
from orders.access import get_order

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.seller_center.rejecting.asked import Asked
    from orders.models import Order


@permitted(SELLER_CENTER, panel=SELLER_CENTER)
@require_safe
def order_detail(request: PanelRequest, /, number: str) -> HttpResponse:
    """One order, with the items of the person's sellers or, for the marketplace, all of it."""
    return show_order(request, get_order(request.user, number, panel=SELLER_CENTER))


def show_order(
    request: PanelRequest, order: Order, asked: Asked | None = None, status: int = 200
) -> HttpResponse:
    """The page, with what somebody asks to reject there."""
    page = OrderPage(order, request.user, asked)
    history = history_of_order(page, request.GET)
    context = {"page": page, "order": order, "history": history}
    return render(request, "seller_center/order/detail.html", context, status=status)


@require_safe
def plans_of_order(request: PanelRequest, /, number: str) -> HttpResponse:
    """The section of plans for a page that shows one which goes on by itself, and what has changed.

    Whoever was signed out meanwhile is asked no more, instead of being sent to the sign-in page.
    """
    if not request.user.is_authenticated:
        return HttpResponseStopPolling()
    return _look(request, number)


@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def _look(request: PanelRequest, /, number: str) -> HttpResponse:
    order = get_order(request.user, number, panel=SELLER_CENTER)
    page = OrderPage(order, request.user)
    ended = page.plans.ended(request.GET.get("watched", ""))
    history = history_of_order(page, request.GET)
    context = {"page": page, "order": order, "ended": ended, "history": history}
    return render(request, "seller_center/order/look.html", context)
