"""What all pages of one order share: who may open them, and what is shown for no such order."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.errors import NotFound

# The request, the order’s number, and what else stands in the address.
OrderView = Callable[..., HttpResponse]
VIEW = "orders.view_orders"


def order_page(permission: str = VIEW) -> Callable[[OrderView], OrderView]:
    """Open a page of one order; a stranger's order gets the page of one that does not exist."""

    def decorate(view: OrderView) -> OrderView:
        @wraps(view)
        def answered(request: PanelRequest, /, number: str, **more: int) -> HttpResponse:
            try:
                return view(request, number, **more)
            except NotFound:
                context = {"number": number}
                return render(request, "omnitron/order/not_found.html", context, status=404)

        return permitted(permission)(answered)

    return decorate
