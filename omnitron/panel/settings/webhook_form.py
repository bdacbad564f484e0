"""What a webhook's form asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from omnitron.core.opened_form import OpenedForm
from omnitron.settings_pages.ticks import TicksField
from orders.models import SalesChannel
from webhooks.states import CHOOSABLE

if TYPE_CHECKING:
    from django.http import QueryDict

    from omnitron.accounts.models import User


class WebhookForm(OpenedForm):
    """Where a webhook leads, and what it is told."""

    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Begins with https://. A signed POST is sent there, with JSON."),
    )
    events = TicksField(
        label=_("Events"),
        choices=[(event.value, event.label) for event in CHOOSABLE],
        required=False,
    )

    def clean_events(self) -> frozenset[str]:
        """Those that were ticked; that none was is refused by the webhook itself."""
        return frozenset(self.cleaned_data["events"])

    @property
    def given(self) -> dict[str, Any]:
        """What the services are given."""
        return self.values


class NewWebhookForm(WebhookForm):
    """The same, and the sales channel, which a webhook keeps."""

    channel = forms.ChoiceField(label=_("Sales channel"))

    def __init__(self, data: QueryDict | None, *, actor: User) -> None:
        wanted = frozenset(event.value for event in CHOOSABLE)
        super().__init__(data, values={"events": wanted})
        channels = SalesChannel.objects.visible_to(actor).order_by("name")
        choices = [(str(channel.pk), channel.name) for channel in channels]
        self.offer("channel", choices if len(choices) == 1 else [("", _("Choose one")), *choices])

    @property
    def given(self) -> dict[str, Any]:
        """What the service is given."""
        values = self.values
        return {"channel_id": int(values.pop("channel")), **values}
