"""The order log: what happened to an order, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from omnitron.core.errors import NotFound, Refusal
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.history import History
from orders.access import get_order
from orders.services.noting import add_note

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from orders.models import Order


@require_safe
@order_page()
def order_log(request: PanelRequest, /, number: str) -> HttpResponse:
    """The log of an order, by topic, person, line or field, page by page."""
    order = get_order(request.user, number)
    return render(request, "omnitron/order/log.html", _context(request, order))


@require_POST
@order_page("orders.add_note")
def add_note_to_order(request: PanelRequest, /, number: str) -> HttpResponse:
    """Write a note into the log, or show why it cannot be kept beside what was typed."""
    order = get_order(request.user, number)
    text = request.POST.get("note", "")
    try:
        add_note(actor=request.user, number=order.number, text=text)
    except NotFound:
        raise
    except Refusal as refusal:
        context = _context(request, order) | {"note": text, "note_error": str(refusal)}
        return render(request, "omnitron/order/log.html", context, status=422)
    messages.success(request, _("Note added."))
    return redirect("omnitron:order-log", number=order.number)


def _context(request: PanelRequest, order: Order) -> dict[str, Any]:
    opens_files = request.user.has_perm("bulk_updates.update_orders")
    return {"order": order, "history": History(order, request.GET, opens_files=opens_files)}
