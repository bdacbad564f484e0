"""Taking a rejection back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cancellations.access import check_plan_of
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PERMISSION_OF, Source
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import refusal_to_tell
from orders.access import get_order

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest

# The extra tag of messages that stand above the plans, where their redirect leads.
AT_PLANS = "plans"


@permitted(PERMISSION_OF[Source.SELLER], panel=SELLER_CENTER)
@require_POST
def undo_rejection(request: PanelRequest, /, number: str, plan_id: int) -> HttpResponse:
    """Take a rejection back while it waits, or say that it is too late."""
    order = get_order(request.user, number, panel=SELLER_CENTER)
    check_plan_of(order, plan_id)
    try:
        withdraw_plan(actor=request.user, plan_id=plan_id, panel=SELLER_CENTER)
    except Exception as exception:
        messages.error(request, str(refusal_to_tell(exception)), AT_PLANS)
    else:
        sentence = _("Plan %(plan)s was withdrawn: no money has moved.")
        messages.success(request, sentence % {"plan": plan_id}, AT_PLANS)
    return redirect(plans_url(order.number))


def plans_url(number: str) -> str:
    """Where the plans of an order stand on its page."""
    return f"{reverse('seller_center:order-detail', args=[number])}#plans"
