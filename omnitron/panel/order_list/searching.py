"""The search box of the top bar, and the sellers that the filter panel suggests."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.errors import Refusal
from omnitron.panel.order_list.page import filter_orders
from orders.access import get_order
from orders.filter_choices import suggested_sellers
from orders.models import Seller
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
    text = request.GET.get("seller", "").replace("\0", "").strip()
    sellers = suggested_sellers(text)
    context = {"suggestions": [(seller, _caption(seller, text)) for seller in sellers]}
    return render(request, "omnitron/orders/seller_options.html", context)


def _caption(seller: Seller, typed: str) -> str:
    """The code; beside it what was typed where the name is written differently.

    Browsers fold no letters: they hide a suggestion that does not hold what was typed.
    """
    shown = typed.casefold() in f"{seller.name}\n{seller.code}".casefold()
    return seller.code if shown else f"{seller.code} · {typed}"
