"""Rejecting items that wait for packaging."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cancellations.states import PERMISSION_OF, PlanStatus, Source
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.formats import money_text
from omnitron.seller_center.order_detail.page import show_order
from omnitron.seller_center.order_detail.undoing import AT_PLANS, plans_url
from omnitron.seller_center.rejecting.flow import Rejecting
from orders.access import get_order
from orders.amounts import NOTHING
from orders.shares import sees_whole_order

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cancellations.models import CancellationPlan
    from omnitron.accounts.http import PanelRequest
    from orders.models import Order


@permitted(PERMISSION_OF[Source.SELLER], panel=SELLER_CENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def reject_items_of_order(request: PanelRequest, /, number: str) -> HttpResponse:
    """Ask why before anything happens, then reject."""
    order = get_order(request.user, number, panel=SELLER_CENTER)
    show = partial(show_order, request, order)
    rejecting = Rejecting(request.user, order, show=show)
    if request.method == "POST":
        return rejecting.reject(request.POST, partial(_done, request, order))
    return rejecting.ask(request.GET)


def _done(request: PanelRequest, order: Order, plan: CancellationPlan) -> HttpResponse:
    if plan.status != PlanStatus.WAITING:
        told = _("Plan %(plan)s was made already: it is %(status)s.")
        status = plan.get_status_display()
        messages.info(request, told % {"plan": plan.pk, "status": status}, AT_PLANS)
        return redirect(plans_url(order.number))
    amount = sum(plan.items.values_list("amount", flat=True), NOTHING)
    if sees_whole_order(request.user, order):
        amount = plan.amount
    told = _("Rejected by plan %(plan)s: %(total)s goes back to the customer.")
    total = money_text(amount, order.currency)
    messages.success(request, told % {"plan": plan.pk, "total": total}, AT_PLANS)
    return redirect(plans_url(order.number))
