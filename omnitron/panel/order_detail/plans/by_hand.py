"""Recording on the page of an order how refunds of a plan are made by hand (O8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cancellations.access import check_plan_of, plan_of_refund
from cancellations.models import PlanRefund
from cancellations.services.by_hand import PERMISSION
from cancellations.services.recording_accounts import record_account
from omnitron.panel.manual_refunds.account_form import AccountForm
from omnitron.panel.manual_refunds.account_questions import before_recording
from omnitron.panel.manual_refunds.closing import close_refunds
from omnitron.panel.manual_refunds.forms import MadeForm
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.page import page_context
from omnitron.panel.order_detail.plans.asking import AT_PLANS, plans_alone
from omnitron.panel.order_detail.plans.section import RefusedForm
from orders.access import get_order

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from orders.models import Order


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
    return _answered(request, order, RefusedForm(plan_id, form), done)


@require_POST
@order_page(PERMISSION)
def account_told(request: PanelRequest, /, number: str, refund_id: int) -> HttpResponse:
    """Record where a refund goes, or show the page with what was typed."""
    order = get_order(request.user, number)
    plan_id = plan_of_refund(request.user, refund_id)
    check_plan_of(order, plan_id)
    form = AccountForm(request.POST, place=f"plan-{plan_id}")
    if form.is_valid() and not form.is_confirmed:
        form.question = before_recording(form, request.user, refund_id)
    if not form.question:
        form.saved(lambda: record_account(actor=request.user, refund_id=refund_id, **form.values))
    kept = not (form.errors or form.question)
    done = _("The account for plan %(plan)s is kept.") % {"plan": plan_id} if kept else ""
    return _answered(request, order, RefusedForm(plan_id, form), done)


def _answered(request: PanelRequest, order: Order, typed: RefusedForm, done: str) -> HttpResponse:
    """The plan again, with what was done; without that, the page with what was typed or asks."""
    if not done:
        context = page_context(request, order, refused=typed)
        return plans_alone(
            render(request, "omnitron/order/detail.html", context, status=typed.form.status),
            typed.form,
        )
    messages.success(request, done, AT_PLANS)
    return redirect(f"{reverse('omnitron:order-detail', args=[order.number])}#plan-{typed.plan_id}")
