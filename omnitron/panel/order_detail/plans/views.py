"""The section of an order's plans by itself, and taking a plan back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling

from cancellations.access import check_plan_of
from cancellations.services.withdrawing import withdraw_plan
from omnitron.core.errors import refusal_to_tell
from omnitron.core.waiting import count_again
from omnitron.panel.order_detail.contents import OrderPage
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.plans.asking import AT_PLANS
from orders.access import get_order

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_safe
def plans_of_order(request: PanelRequest, /, number: str) -> HttpResponse:
    """The section for a page that shows a plan which goes on by itself, with what has changed.

    Whoever was signed out meanwhile is asked no more, instead of being sent to the sign-in page.
    """
    if not request.user.is_authenticated:
        return HttpResponseStopPolling()
    return _section(request, number)


@order_page()
def _section(request: PanelRequest, /, number: str) -> HttpResponse:
    order = get_order(request.user, number)
    page = OrderPage(order, request.user)
    ended = page.plans.ended(request.GET.get("watched", ""))
    items = {entry.item_id for row in ended for entry in row.entries}
    rows = page.rows_of(items) if ended else ""
    context = {"order": order, "page": page, "ended": ended, "rows": rows}
    return render(request, "omnitron/plans/look.html", context)


@require_POST
@order_page("cancellations.cancel_items")
def undo_plan(request: PanelRequest, /, number: str, plan_id: int) -> HttpResponse:
    """Take a plan back while it waits, or say that it is too late."""
    order = get_order(request.user, number)
    check_plan_of(order, plan_id)
    try:
        withdraw_plan(actor=request.user, plan_id=plan_id)
    except Exception as exception:
        messages.error(request, str(refusal_to_tell(exception)), AT_PLANS)
    else:
        count_again(request.user)
        sentence = _("Plan %(plan)s was withdrawn: no money has moved.")
        messages.success(request, sentence % {"plan": plan_id}, AT_PLANS)
    return redirect(f"{reverse('omnitron:order-detail', args=[number])}#plans")
