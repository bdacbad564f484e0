"""Agreeing to a return, and refusing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cancellations.services.confirming import confirm_plan, get_unanswered, refuse_plan
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import Busy, refusal_to_tell
from omnitron.core.waiting import count_again
from omnitron.seller_center.returns.answer_form import AnswerForm, Asked, agrees_in
from omnitron.seller_center.returns.listing import Listing, rows_of, with_parts
from omnitron.seller_center.returns.page import show_returns
from omnitron.seller_center.returns.tabs import returns_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.core.errors import Refusal


@permitted(SELLER_CENTER, panel=SELLER_CENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_return(request: PanelRequest, /, plan_id: int) -> HttpResponse:
    """Ask before money moves or is kept, then give the answer."""
    if request.method != "POST":
        agrees = agrees_in(request.GET)
        return _ask(request, plan_id, AnswerForm(agrees=agrees), agrees=agrees)
    agrees = agrees_in(request.POST)
    form = AnswerForm(request.POST, agrees=agrees)
    if not form.is_valid():
        return _ask(request, plan_id, form, agrees=agrees)
    answer = confirm_plan if agrees else refuse_plan
    try:
        answer(actor=request.user, plan_id=plan_id, reason=form.cleaned_data["reason"])
    except Exception as exception:
        refusal = refusal_to_tell(exception)
        form.add_error(None, str(refusal))
        return _ask(request, plan_id, form, agrees=agrees, status=_status(refusal))
    count_again(request.user)
    _tell(request, plan_id, agrees=agrees)
    place = Listing(request.user, request.GET).place
    return redirect(reverse("seller_center:return-list") + (f"?{place}" if place else ""))


def _ask(
    request: PanelRequest, plan_id: int, form: AnswerForm, *, agrees: bool, status: int = 0
) -> HttpResponse:
    """The question, or why it cannot be asked any more."""
    try:
        get_unanswered(actor=request.user, plan_id=plan_id)
    except Exception as exception:
        refusal = refusal_to_tell(exception)
        asked = Asked(agrees, problem=str(refusal), typed=request.POST.get("reason", ""))
        return show_returns(request, asked, status=_status(refusal))
    plans = with_parts(returns_of(request.user).filter(pk=plan_id), request.user)
    (row,) = rows_of(request.user, list(plans))
    return show_returns(request, Asked(agrees, row, form), status=status or form.status)


def _status(refusal: Refusal) -> int:
    return 409 if isinstance(refusal, Busy) else 422


def _tell(request: PanelRequest, plan_id: int, *, agrees: bool) -> None:
    told = _("The return of plan %(plan)s was refused: no money has moved.")
    if agrees:
        told = _("The return of plan %(plan)s was agreed to: its money goes back.")
    messages.success(request, told % {"plan": plan_id})
