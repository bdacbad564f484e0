"""Exporting the chosen orders of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from bulk_updates.columns import COLUMNS as TEMPLATE_COLUMNS
from exports.access import token_of
from exports.kinds.order_items import ORDER_ITEMS
from exports.querysets import PERMISSION
from exports.services.requesting import request_export
from exports.states import ExportFormat
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import Refusal
from omnitron.export_pages.choosing import ask_for_export
from omnitron.panel.exports import PLACE
from omnitron.panel.order_list.listing import Listing
from omnitron.panel.order_list.page import show_orders
from omnitron.panel.order_list.selection import keep_selection, show_bar

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest

COLUMNS = "columns"
TEMPLATE = "template"


@require_POST
@permitted("orders.view_orders")
@permitted(PERMISSION)
def export_selected(request: PanelRequest, /) -> HttpResponse:
    """Ask for a file of the lines of the ticked orders, or go to choose its columns.

    The ticks of the page count as they are sent, whether or not a script has sent them before.
    """
    query = QueryDict(request.POST.get("query", ""))
    listing = Listing(request.user, query)
    try:
        address = _export(request, listing)
    except Refusal as refusal:
        if request.htmx:
            return show_bar(request, listing, refusal=str(refusal))
        return show_orders(request, query, status=422, refusal=str(refusal))
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _export(request: PanelRequest, listing: Listing) -> str:
    """Where to go on. Raises `Refusal`."""
    action = request.POST.get("action", "")
    if action not in (*ExportFormat.values, COLUMNS, TEMPLATE):
        raise Refusal(_("Choose CSV or Excel."))
    # Reads `action`, too: what is none of its own means the ticks of the page.
    selection = keep_selection(request, listing)
    if selection is None or not (selection.all_matching or selection.order_ids):
        raise Refusal(_("No order is selected: tick some of them first."))
    kind = ORDER_ITEMS.name
    if action == COLUMNS:
        return PLACE.url("export-new", kind, selection.pk)
    if action == TEMPLATE:
        return _template(request, selection.pk)
    ask_for_export(request, place=PLACE, kind=kind, selection_id=selection.pk, format=action)
    return PLACE.list_url


def _template(request: PanelRequest, selection_id: int) -> str:
    """Where the lines of the ticked orders are downloaded, to be changed and uploaded."""
    export = request_export(
        actor=request.user,
        kind=ORDER_ITEMS.name,
        format=ExportFormat.CSV,
        columns=TEMPLATE_COLUMNS,
        selection_id=selection_id,
        panel=OMNITRON,
        zone=timezone.get_current_timezone_name(),
        site=request.build_absolute_uri("/"),
    )
    return reverse("export-link", args=[token_of(export.pk)])
