"""Rejecting items that wait for packaging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cancellations.services.planning import PageUsed
from cancellations.services.rejecting_items import preview_rejection, reject_items
from cancellations.states import PERMISSION_OF, PlanStatus, Source
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import Busy, Conflict, NotFound, as_refusal
from omnitron.core.formats import money_text
from omnitron.seller_center.order_detail.asked import Asked, RejectionForm, Typed, first_form
from omnitron.seller_center.order_detail.page import show_order
from omnitron.seller_center.order_detail.undoing import AT_PLANS, plans_url
from orders.access import get_order
from orders.amounts import NOTHING
from orders.shares import sees_whole_order

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cancellations.models import CancellationPlan
    from cancellations.services.rejecting_items import Rejection
    from omnitron.accounts.http import PanelRequest
    from omnitron.core.errors import Refusal
    from orders.models import Order


@permitted(PERMISSION_OF[Source.SELLER], panel=SELLER_CENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def reject_items_of_order(request: PanelRequest, /, number: str) -> HttpResponse:
    """Ask why before anything happens, then reject."""
    order = get_order(request.user, number, panel=SELLER_CENTER)
    if request.method == "POST":
        return _reject(request, order)
    typed = Typed(request.GET)
    found = _preview(request, order, typed)
    if isinstance(found, Exception):
        return _refused(request, order, typed, found)
    return _ask(request, order, typed, found, first_form(found, typed))


def _preview(request: PanelRequest, order: Order, typed: Typed) -> Rejection | Refusal:
    """What it would do, or why nothing can be done."""
    try:
        return preview_rejection(actor=request.user, number=order.number, item_ids=typed.chosen)
    except Exception as exception:
        return _told(exception)


def _reject(request: PanelRequest, order: Order) -> HttpResponse:
    typed = Typed(request.POST)
    form = RejectionForm(data=request.POST)
    if not form.is_valid():
        return _ask_again(request, order, typed, None)
    try:
        plan = reject_items(
            actor=request.user,
            number=order.number,
            item_ids=typed.chosen,
            reason_id=form.cleaned_data["reason"],
            key=form.cleaned_data["key"],
            note=form.cleaned_data["note"],
            amount=form.cleaned_data["amount"],
        )
    except Exception as exception:
        return _ask_again(request, order, typed, _told(exception))
    _tell(request, order, plan)
    return redirect(plans_url(order.number))


def _ask_again(
    request: PanelRequest, order: Order, typed: Typed, refusal: Refusal | None
) -> HttpResponse:
    """The question with what was typed; without it where it cannot be asked any more."""
    if isinstance(refusal, PageUsed):
        return _refused(request, order, typed, refusal)
    found = _preview(request, order, typed)
    if isinstance(found, Exception):
        return _refused(request, order, typed, found)
    # The amount is that of what is shown now.
    data = request.POST.copy()
    data["amount"] = str(found.amount)
    form = RejectionForm(found, data=data)
    form.is_valid()
    if refusal:
        form.refuse(refusal)
    return _ask(request, order, typed, found, form, status=_status(refusal))


def _ask(
    request: PanelRequest,
    order: Order,
    typed: Typed,
    rejection: Rejection,
    form: RejectionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    is_whole = sees_whole_order(request.user, order)
    asked = Asked(typed, rejection=rejection, form=form, is_whole=is_whole)
    return show_order(request, order, asked, status=status)


def _refused(request: PanelRequest, order: Order, typed: Typed, refusal: Refusal) -> HttpResponse:
    return show_order(request, order, Asked(typed, str(refusal)), status=_status(refusal))


def _status(refusal: Refusal | None) -> int:
    return 409 if isinstance(refusal, (Busy, Conflict)) else 422


def _told(exception: Exception) -> Refusal:
    """What somebody may read; anything else is raised again."""
    refusal = as_refusal(exception)
    if refusal is None or isinstance(refusal, NotFound):
        raise exception
    return refusal


def _tell(request: PanelRequest, order: Order, plan: CancellationPlan) -> None:
    if plan.status != PlanStatus.WAITING:
        told = _("Plan %(plan)s was made already: it is %(status)s.")
        status = plan.get_status_display()
        messages.info(request, told % {"plan": plan.pk, "status": status}, AT_PLANS)
        return
    amount = sum(plan.items.values_list("amount", flat=True), NOTHING)
    if sees_whole_order(request.user, order):
        amount = plan.amount
    told = _("Rejected by plan %(plan)s: %(total)s goes back to the customer.")
    total = money_text(amount, order.currency)
    messages.success(request, told % {"plan": plan.pk, "total": total}, AT_PLANS)
