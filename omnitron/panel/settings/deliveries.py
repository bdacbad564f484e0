"""Sending deliveries again, and trying a webhook out, from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from omnitron.accounts.access import permitted
from omnitron.core.errors import refusal_to_tell
from omnitron.core.formats import count_text
from omnitron.panel.settings.delivery_list import DeliveryList
from webhooks.access import get_delivery, get_webhook
from webhooks.querysets import MANAGE
from webhooks.services import resending

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from webhooks.models import Webhook


@permitted(MANAGE)
@require_POST
def resend_one(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Send one delivery again."""
    webhook = get_delivery(request.user, pk).webhook
    return _told(request, webhook, lambda: _resend(request, pk))


@permitted(MANAGE)
@require_POST
def webhook_resend_failed(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Send again all that was given up."""
    webhook = get_webhook(request.user, pk)
    return _told(request, webhook, lambda: _resend_failed(request, pk))


@permitted(MANAGE)
@require_POST
def webhook_test(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Send something to try the webhook out."""
    webhook = get_webhook(request.user, pk)
    return _told(request, webhook, lambda: _send_test(request, pk))


def _resend(request: PanelRequest, pk: int) -> str:
    resending.resend(actor=request.user, pk=pk)
    return _("Delivery %(number)s is on its way.") % {"number": pk}


def _resend_failed(request: PanelRequest, pk: int) -> str:
    count = resending.resend_failed(actor=request.user, webhook_pk=pk)
    text = ngettext(
        "%(count)s delivery is on its way again.",
        "%(count)s deliveries are on their way again.",
        count,
    )
    return text % {"count": count_text(count)}


def _send_test(request: PanelRequest, pk: int) -> str:
    delivery = resending.send_test(actor=request.user, pk=pk)
    text = _("The test is on its way as delivery %(number)s: its answer will stand in the list.")
    return text % {"number": delivery.pk}


def _told(request: PanelRequest, webhook: Webhook, act: Callable[[], str]) -> HttpResponse:
    """Act, and go back to the list as it was narrowed; a refusal stands at the top of the page."""
    shown = DeliveryList(webhook, QueryDict(request.POST.get("query", "")[:500]))
    try:
        messages.success(request, act())
    except Exception as exception:
        messages.error(request, str(refusal_to_tell(exception)))
        return HttpResponseRedirect(shown.address)
    return HttpResponseRedirect(f"{shown.address}#deliveries")
