"""What somebody types who corrects the status of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from omnitron.core.service_form import ServiceForm
from orders.services.moving import REASON_LENGTH
from orders.states import CORRECTABLE, Status

if TYPE_CHECKING:
    from django.http import QueryDict

    from orders.models import OrderItem


class StatusForm(ServiceForm):
    """The status that it should have, and why; the version of the line travels along."""

    to = forms.TypedChoiceField(
        label=gettext_lazy("New status"),
        coerce=lambda code: Status(int(code)),
        error_messages={
            "required": gettext_lazy("Choose the status that the product really has."),
            "invalid_choice": gettext_lazy(
                "Choose a status from the list: cancellation and return go through a plan."
            ),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("The order log keeps it, with your name."),
        error_messages={
            "required": gettext_lazy("Say why the status is wrong: the order log keeps the reason.")
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, item: OrderItem, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"version": item.version})
        codes = [status for status in Status if status in CORRECTABLE]
        if data is None:
            codes = [status for status in codes if status != item.status]
        choices = [(status.value, status.label) for status in codes]
        self.offer("to", [("", gettext_lazy("Choose a status")), *choices])

    @property
    def version_seen(self) -> int:
        """The version that the person saw; 0, which no line has, where the page did not say."""
        return self.cleaned_data["version"] or 0

    def look_again(self, item: OrderItem) -> None:
        """Let the next answer be about the line as it is now."""
        data = cast("Any", self.data).copy()
        data["version"] = item.version
        self.data = data
