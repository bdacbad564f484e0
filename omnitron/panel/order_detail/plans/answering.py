"""An operator's answer to a return, in the place of its seller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cancellations.access import check_plan_of
from cancellations.services.confirming import confirm_plan, refuse_plan
from omnitron.accounts.panels import OMNITRON
from omnitron.core.waiting import count_again
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.page import page_context
from omnitron.panel.order_detail.plans.answer_form import AnswerForm
from omnitron.panel.order_detail.plans.asking import AT_PLANS, before_refusing, plans_alone
from omnitron.panel.order_detail.plans.section import RefusedForm
from orders.access import get_order

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cancellations.models import CancellationPlan
    from omnitron.accounts.http import PanelRequest


@require_POST
@order_page("cancellations.cancel_items")
def answer_plan(request: PanelRequest, /, number: str, plan_id: int) -> HttpResponse:
    """Agree to a return or refuse it, or show the page with what was typed."""
    order = get_order(request.user, number)
    check_plan_of(order, plan_id)
    form = AnswerForm(request.POST, prefix=f"answer-{plan_id}")
    answer = confirm_plan if form.agrees else refuse_plan

    def answered() -> CancellationPlan:
        reason = form.cleaned_data["reason"]
        return answer(actor=request.user, plan_id=plan_id, reason=reason, panel=OMNITRON)

    if form.is_valid() and not form.agrees and not form.is_refusal_confirmed:
        form.question = before_refusing(request.user, plan_id)
    if form.question or form.saved(answered) is None:
        context = page_context(request, order, refused=RefusedForm(plan_id, form))
        page = render(request, "omnitron/order/detail.html", context, status=form.status)
        return plans_alone(page, form)
    count_again(request.user)
    told = _("The return of plan %(plan)s was refused: no money has moved.")
    if form.agrees:
        told = _("The return of plan %(plan)s was agreed to: its money goes back.")
    messages.success(request, told % {"plan": plan_id}, AT_PLANS)
    return redirect(f"{reverse('omnitron:order-detail', args=[number])}#plan-{plan_id}")
