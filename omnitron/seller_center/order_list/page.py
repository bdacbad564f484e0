"""The list of orders in Seller Center, and the search box that leads to it."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.models import User
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound, Refusal
from omnitron.order_pages.keeping import keep_filter
from omnitron.order_pages.suggesting import show_sellers
from omnitron.seller_center.order_list.addresses import order_urls
from omnitron.seller_center.order_list.listing import Listing
from omnitron.seller_center.order_list.rows import write_rows
from orders.access import get_order, get_package
from orders.searching import split_numbers
from orders.seller_center_filter import SellerCenterFilter


@require_safe
@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def order_list(request: PanelRequest, /) -> HttpResponse:
    """The orders of the person's marketplaces and sellers, filtered, in order, page by page."""
    return show_orders(request, request.GET)


@require_POST
@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def filter_orders(request: PanelRequest, /) -> HttpResponse:
    """Go to the address of a filter; it comes by POST, as a pasted list outgrows an address."""
    try:
        query = keep_filter(
            actor=request.user, data=request.POST, fields=SellerCenterFilter.base_filters
        )
    except Refusal:
        return show_orders(request, request.POST, status=422)
    url = reverse("seller_center:order-list")
    return redirect(f"{url}?{query}" if query else url)


@require_POST
@permitted(SELLER_CENTER, panel=SELLER_CENTER)
def search_orders(request: PanelRequest, /) -> HttpResponse:
    """Straight to the order or package whose number this is; else to the list of what matches."""
    text = request.POST.get("q", "").strip()
    try:
        numbers = split_numbers(text)
        if len(numbers) == 1:
            return redirect(_place_of(request.user, numbers[0]))
    except Refusal:
        pass
    return filter_orders(request)


def _place_of(user: User, number: str) -> str:
    """The page of the order or the package with a number. Raises `NotFound`."""
    try:
        return order_urls().of(get_order(user, number, panel=SELLER_CENTER).number)
    except NotFound:
        package = get_package(user, number)
        return reverse("seller_center:package-detail", args=[package.number])


@require_safe
@permitted("accounts.view_all_sellers", panel=SELLER_CENTER)
def suggest_sellers(request: PanelRequest, /) -> HttpResponse:
    """Options for the seller field, which only a marketplace has."""
    return show_sellers(request)


def show_orders(
    request: PanelRequest, query: QueryDict, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    """The list for a query, whole or without the frame where htmx asks for that.

    `refusal` is why nothing was exported.
    """
    listing = Listing(request.user, query)
    context = {
        "listing": listing,
        "form": listing.filter.form,
        "rows": write_rows(listing.rows),
        "list_url": listing.url,
        "refusal": refusal,
    }
    template = "seller_center/orders/list.html"
    if request.htmx.target == "order-list":
        template += "#list"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
