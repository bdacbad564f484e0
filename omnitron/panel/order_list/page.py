from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.errors import Refusal
from omnitron.order_pages.keeping import keep_filter
from omnitron.panel.order_list.listing import Listing
from omnitron.panel.order_list.rows import RowWriter
from omnitron.panel.order_list.selection import Chosen


@require_safe
@permitted("orders.view_orders")
def order_list(request: PanelRequest, /) -> HttpResponse:
    """The orders of the person's channels, filtered, in order, page by page."""
    return show_orders(request, request.GET)


@require_POST
@permitted("orders.view_orders")
def filter_orders(request: PanelRequest, /) -> HttpResponse:
    """Go to the address of a filter; it comes by POST, as a pasted list outgrows an address."""
    try:
        query = keep_filter(actor=request.user, data=request.POST)
    except Refusal:
        return show_orders(request, request.POST, status=422)
    return redirect(f"{reverse('omnitron:order-list')}?{query}" if query else "omnitron:order-list")


@dataclass(frozen=True)
class UnsavedView:
    """A name for the filter that was refused, and why."""

    name: str
    refusal: str


def show_orders(
    request: PanelRequest,
    query: QueryDict,
    *,
    status: int = 200,
    unsaved: UnsavedView | None = None,
    refusal: str = "",
) -> HttpResponse:
    """The list for a query, whole or without the frame where htmx asks for that.

    `refusal` is why nothing was done with the chosen orders.
    """
    listing = Listing(request.user, query)
    chosen = Chosen.of(request, listing)
    rows = RowWriter(listing.filter.channels).write(
        listing.page.rows, ticked=chosen.page_ids, late=chosen.late_ids
    )
    context = {
        "listing": listing,
        "form": listing.filter.form,
        "chosen": chosen,
        "rows": rows,
        "unsaved": unsaved,
        "refusal": refusal,
        "list_url": reverse("omnitron:order-list"),
    }
    template = "omnitron/orders/list.html"
    if request.htmx.target == "order-list":
        template += "#list"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
