"""Settings > Webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.panel.settings.delivery_list import DeliveryList
from omnitron.panel.settings.webhook_form import NewWebhookForm, WebhookForm
from omnitron.panel.settings.webhook_rows import rows_of
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, listing
from webhooks.access import get_webhook
from webhooks.models import Webhook
from webhooks.querysets import MANAGE
from webhooks.services import setting_up
from webhooks.signing import secret_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest

# Of whose webhook the next page shows the secret, once.
SHOW_SECRET = "show_webhook_secret"  # noqa: S105  (a key of the session)
FORM = "omnitron/settings/webhook.html"
WORDS = Words(
    title=gettext_lazy("Webhooks"),
    new=gettext_lazy("New Webhook"),
    searched=gettext_lazy("Address or sales channel"),
    icon="webhook",
    none=gettext_lazy("No webhooks yet"),
    purpose=gettext_lazy(
        "Addresses of other systems that are told at once of what changes in a sales channel."
    ),
)


@permitted(MANAGE)
@require_safe
def webhook_list(request: PanelRequest, /) -> HttpResponse:
    """The webhooks of the person's sales channels."""
    webhooks = Webhook.objects.visible_to(request.user).select_related("channel")
    found = listing(request, webhooks, searched=["url", "channel__name"])
    found.page.object_list = rows_of(list(found.page.object_list))
    context = {"listing": found, "words": WORDS, "new_url": reverse("omnitron:webhook-create")}
    return render(request, "omnitron/settings/webhooks.html", context)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_create(request: PanelRequest, /) -> HttpResponse:
    """A new webhook, whose secret the next page shows."""
    form = NewWebhookForm(request.POST or None, actor=request.user)
    webhook = form.saved(lambda: setting_up.create_webhook(actor=request.user, **form.given))
    if webhook is None:
        return render(request, FORM, {"form": form}, status=form.status)
    messages.success(request, _("%(name)s was added.") % {"name": webhook})
    return _show_secret(request, webhook)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One webhook: its form, how it stands, its deliveries and its history."""
    subject = get_webhook(request.user, pk)
    form = WebhookForm(request.POST or None, values=WebhookForm.values_of(subject))
    changed = form.saved(
        lambda: setting_up.change_webhook(
            actor=request.user, pk=pk, opened=form.opened_values, **form.given
        )
    )
    if changed:
        messages.success(request, _("%(name)s was saved.") % {"name": changed})
        return redirect("omnitron:webhook", pk=pk)
    context = {
        "form": form,
        "webhook": subject,
        "secret": _secret_to_show(request, subject),
        "deliveries": DeliveryList(subject, request.GET),
        "history": history(request, subject),
    }
    return render(request, FORM, context, status=form.status)


@permitted(MANAGE)
@require_POST
def webhook_set_active(request: PanelRequest, /, pk: int, active: bool) -> HttpResponse:
    """Go on telling a webhook, or tell it nothing more."""
    subject = setting_up.set_active(actor=request.user, pk=pk, active=active)
    if active:
        text = _("%(name)s is active: what waits is sent, and what changed meanwhile.")
    else:
        text = _("%(name)s is deactivated: nothing more is sent there.")
    messages.success(request, text % {"name": subject})
    return redirect("omnitron:webhook", pk=pk)


@permitted(MANAGE)
@require_POST
def webhook_renew_secret(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Another secret, which the next page shows."""
    subject = setting_up.renew_secret(actor=request.user, pk=pk)
    messages.success(request, _("%(name)s has a new secret.") % {"name": subject})
    return _show_secret(request, subject)


def _show_secret(request: PanelRequest, webhook: Webhook) -> HttpResponse:
    request.session[SHOW_SECRET] = webhook.pk
    return redirect("omnitron:webhook", pk=webhook.pk)


def _secret_to_show(request: PanelRequest, webhook: Webhook) -> str:
    if request.method != "GET" or request.session.get(SHOW_SECRET) != webhook.pk:
        return ""
    del request.session[SHOW_SECRET]
    return secret_of(webhook)
