"""Recording on the page of an order that refunds of a plan were made by hand (O8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cancellations.access import check_plan_of
from cancellations.models import PlanRefund
from cancellations.services.by_hand import PERMISSION
from omnitron.panel.manual_refunds.closing import close_refunds
from omnitron.panel.manual_refunds.forms import MadeForm
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.page import page_context
from omnitron.panel.order_detail.plans.section import RefusedForm
from orders.access import get_order

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_POST
@order_page(PERMISSION)
def refunds_made(request: PanelRequest, /, number: str, plan_id: int) -> HttpResponse:
    """Record that the ticked refunds of a plan were made, or show the page with what was typed."""
    order = get_order(request.user, number)
    check_plan_of(order, plan_id)
    form = MadeForm(request.POST, request.FILES, place=f"plan-{plan_id}")
    links = PlanRefund.objects.filter(plan_id=plan_id, refund_id__in=form.ticked)
    chosen = set(links.values_list("refund_id", flat=True))
    done = close_refunds(form, request.user, chosen)
    if not done:
        context = page_context(request, order, refused=RefusedForm(plan_id, form))
        return render(request, "omnitron/order/detail.html", context, status=form.status)
    messages.success(request, done)
    return redirect(f"{reverse('omnitron:order-detail', args=[number])}#plan-{plan_id}")
