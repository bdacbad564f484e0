"""Recording the account that a customer told, at the desk, and putting it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cancellations.access import plan_of_refund
from cancellations.services.by_hand import PERMISSION
from cancellations.services.correcting_accounts import correct_account
from cancellations.services.recording_accounts import record_account
from omnitron.accounts.access import permitted
from omnitron.panel.manual_refunds.account_form import AccountForm, CorrectionForm
from omnitron.panel.manual_refunds.account_questions import before_correcting, before_recording
from omnitron.panel.manual_refunds.page import back_to_desk, show_desk

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_POST
@permitted(PERMISSION)
def account(request: PanelRequest, /, refund_id: int) -> HttpResponse:
    """Record where a refund by hand goes."""
    plan_of_refund(request.user, refund_id)
    form = AccountForm(request.POST, place=f"refund-{refund_id}")
    if form.is_valid() and not form.is_confirmed:
        form.question = before_recording(form, request.user, refund_id)
    if form.question:
        return show_desk(request, (refund_id, form))
    form.saved(lambda: record_account(actor=request.user, refund_id=refund_id, **form.values))
    if form.errors:
        return show_desk(request, (refund_id, form))
    messages.success(
        request, _("The account for refund %(refund)s is kept.") % {"refund": refund_id}
    )
    return back_to_desk(request, refund_id)


@require_POST
@permitted(PERMISSION)
def corrected_account(request: PanelRequest, /, refund_id: int) -> HttpResponse:
    """Put another account in the place of the one that a refund by hand goes to."""
    plan_of_refund(request.user, refund_id)
    form = CorrectionForm(request.POST, place=f"refund-{refund_id}")
    if form.is_valid() and not form.is_confirmed:
        form.question = form.saved(lambda: before_correcting(form, request.user, refund_id))
    if form.question:
        return show_desk(request, (refund_id, form))
    form.saved(lambda: correct_account(actor=request.user, refund_id=refund_id, **form.values))
    if form.errors:
        return show_desk(request, (refund_id, form))
    messages.success(
        request, _("The account for refund %(refund)s is corrected.") % {"refund": refund_id}
    )
    return back_to_desk(request, refund_id)
