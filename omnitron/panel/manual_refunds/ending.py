"""How a refund at the desk ends: made by hand, tried again, or found out about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cancellations.access import plan_of_refund
from cancellations.services.by_hand import PERMISSION, try_gateway_again
from cancellations.services.deciding import record_found, record_not_there
from cancellations.services.looking_up import look_up
from omnitron.accounts.access import permitted
from omnitron.core.waiting import count_again
from omnitron.panel.manual_refunds.claiming import answered
from omnitron.panel.manual_refunds.closing import close_refunds
from omnitron.panel.manual_refunds.forms import DecisionForm, MadeForm
from omnitron.panel.manual_refunds.page import back_to_desk, show_desk
from omnitron.panel.manual_refunds.questions import before_by_hand

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_POST
@permitted(PERMISSION)
def made(request: PanelRequest, /, refund_id: int) -> HttpResponse:
    """Record that a refund, and others of its plan that were ticked, were made by hand."""
    plan_of_refund(request.user, refund_id)
    form = MadeForm(request.POST, request.FILES, place=f"refund-{refund_id}")
    chosen = {refund_id} | form.ticked
    done = close_refunds(form, request.user, chosen)
    if not done:
        return show_desk(request, (refund_id, form))
    messages.success(request, done)
    return back_to_desk(request)


@require_POST
@permitted(PERMISSION)
def decide(request: PanelRequest, /, refund_id: int) -> HttpResponse:
    """Say what the gateway's own panel shows of a refund that no machine could find out about.

    A number that was found there is looked up first, and what the gateway says of it is shown;
    that there is none is asked about.
    """
    plan_of_refund(request.user, refund_id)
    form = DecisionForm(request.POST, refund_id=refund_id)
    of_refund: Any = {"actor": request.user, "refund_id": refund_id}
    if form.is_valid() and not form.says_found and not form.is_absence_confirmed:
        form.question = before_by_hand(request.user, refund_id)
    if form.question:
        return show_desk(request, (refund_id, form))
    if not form.says_found:
        sentence = _("Refund %(refund)s is not at the gateway: it is to be made by hand.")
        form.saved(lambda: record_not_there(**of_refund, note=form.values["note"]))
    elif form.is_confirmed:
        sentence = _("Refund %(refund)s was found at the gateway: its money is back.")
        form.saved(lambda: record_found(**of_refund, **form.values))
    else:
        sentence = ""
        form.sighting = form.saved(lambda: look_up(**of_refund, reference=form.values["reference"]))
    if form.errors or form.sighting:
        return show_desk(request, (refund_id, form))
    count_again(request.user)
    messages.success(request, sentence % {"refund": refund_id})
    return back_to_desk(request)


@require_POST
@permitted(PERMISSION)
def try_again(request: PanelRequest, /, refund_id: int) -> HttpResponse:
    """Hand a declined refund to its gateway once more."""
    sentence = _("Refund %(refund)s was handed to the gateway again.") % {"refund": refund_id}
    if answered(request, lambda: try_gateway_again(actor=request.user, refund_id=refund_id)):
        count_again(request.user)
        messages.success(request, sentence)
    return back_to_desk(request)
