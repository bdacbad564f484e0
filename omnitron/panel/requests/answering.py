"""Approving and rejecting requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cancellations.services import rejecting
from cancellations.services.approving import requests_for_one_plan
from omnitron.accounts.access import permitted
from omnitron.core.errors import refusal_to_tell
from omnitron.core.waiting import count_again
from omnitron.panel.order_detail.plans.kept import keep
from omnitron.panel.order_detail.plans.previewing import show_preview
from omnitron.panel.order_detail.plans.typed import Typed, What
from omnitron.panel.requests.listing import Listing
from omnitron.panel.requests.page import PERMISSION, show_requests
from orders.access import get_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from cancellations.models import CancellationRequest
    from omnitron.accounts.http import PanelRequest


@require_POST
@permitted(PERMISSION)
def approve_requests(request: PanelRequest, /) -> HttpResponse:
    """Show what one plan for the ticked requests would do: the preview of the order's page.

    Once it was made, the list comes back as it was.
    """
    ticked = Typed(request.POST).requests
    try:
        chosen = requests_for_one_plan(actor=request.user, request_ids=ticked)
    except Exception as exception:
        return _refused(request, ticked, exception)
    order = get_order(request.user, chosen[0].order.number)
    typed = _typed(chosen, Listing(request.user, request.GET).place)
    keep(request.user, order, typed)
    return show_preview(request, order, typed)


@require_POST
@permitted(PERMISSION)
def reject_requests(request: PanelRequest, /) -> HttpResponse:
    """Reject the ticked requests for the reason that was typed."""
    typed = Typed(request.POST)
    reason = typed.text("rejection")
    try:
        rejecting.reject_requests(actor=request.user, request_ids=typed.requests, reason=reason)
    except Exception as exception:
        return _refused(request, typed.requests, exception, reason)
    count_again(request.user)
    sentence = ngettext(
        "%(count)s request was rejected.", "%(count)s requests were rejected.", len(typed.requests)
    )
    messages.success(request, sentence % {"count": len(typed.requests)})
    return redirect(reverse("omnitron:request-list") + Listing(request.user, request.GET).place)


def _refused(
    request: PanelRequest, ticked: Sequence[int], exception: Exception, reason: str = ""
) -> HttpResponse:
    refusal = str(refusal_to_tell(exception))
    return show_requests(request, ticked=ticked, refusal=refusal, reason=reason)


def _typed(requests: Sequence[CancellationRequest], place: str) -> Typed:
    """What an operator would type on the order's page to do what is asked for."""
    data = QueryDict(mutable=True)
    data.update({"what": What.ITEMS.value, "type": requests[0].request_type})
    data["requests_query"] = place
    for request in requests:
        item = request.item_id
        data.appendlist("request", str(request.pk))
        data.appendlist("item", str(item))
        data[f"quantity-{item}"] = str(request.quantity)
        data[f"reason-{item}"] = str(request.reason_id)
        data[f"note-{item}"] = request.description
    for asked in requests:
        if asked.iban:
            data["iban"], data["holder_name"] = asked.iban, asked.holder_name
    return Typed(data)
