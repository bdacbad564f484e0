"""Exporting orders of Seller Center: those that match in the list, or the one of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exports.kinds import KINDS
from exports.querysets import PERMISSION
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import Refusal
from omnitron.seller_center.exports import PLACE
from omnitron.seller_center.order_list.listing import Listing
from omnitron.seller_center.order_list.page import show_orders
from orders.access import get_order
from orders.services.selecting import select_all, select_only

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from orders.models import OrderSelection


@require_POST
@permitted(PERMISSION, panel=SELLER_CENTER)
def export_orders(request: PanelRequest, /) -> HttpResponse:
    """Choose the order of a `number`, else all that match a `query` now; the columns come next."""
    kind = request.POST.get("kind", "")
    number = request.POST.get("number", "")
    query = QueryDict(request.POST.get("query", ""))
    if number:
        order = get_order(request.user, number, panel=SELLER_CENTER)
        selection = select_only(actor=request.user, order_ids=[order.pk])
    else:
        try:
            selection = _select_matching(request, query, kind)
        except Refusal as refusal:
            return show_orders(request, query, status=422, refusal=str(refusal))
    return redirect(PLACE.url("export-new", kind if kind in KINDS else "orders", selection.pk))


def _select_matching(request: PanelRequest, query: QueryDict, kind: str) -> OrderSelection:
    """Raises `Refusal` where a file would not hold what the list shows."""
    listing = Listing(request.user, query)
    if kind not in KINDS:
        raise Refusal(_("Choose what to export: orders or their items."))
    if listing.filter.form.errors:
        raise Refusal(_("Correct the filter first: the file would hold more than is asked for."))
    if not listing.count:
        raise Refusal(_("No order matches: there is nothing to export."))
    return select_all(actor=request.user, filter_query=listing.filter_query, matched=listing.count)
