"""What Finance types about a refund."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancellations.services.by_hand import Evidence
from omnitron.core.service_form import ServiceForm

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST_NOTE = 2_000
TYPE_THE_REFERENCE = gettext_lazy(
    "Type the reference of the transfer: the bank’s list is matched by it."
)


class MadeForm(ServiceForm):
    """How a refund was made by hand."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=128,
        error_messages={"required": TYPE_THE_REFERENCE},
    )
    made_on = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        error_messages={"required": gettext_lazy("Say on which day it was made.")},
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, data: QueryDict | None = None, *, refund_id: int) -> None:
        super().__init__(data, auto_id=f"refund-{refund_id}-%s")

    @property
    def evidence(self) -> Evidence:
        """What was typed. Call after validation."""
        return Evidence(**self.values)


class DecisionForm(ServiceForm):
    """What somebody saw at the gateway."""

    reference = forms.CharField(
        label=gettext_lazy("Number at the gateway"), max_length=255, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        error_messages={
            "required": gettext_lazy("Say what you saw at the gateway: the order log keeps it.")
        },
    )

    def __init__(self, data: QueryDict | None = None, *, refund_id: int) -> None:
        super().__init__(data, auto_id=f"refund-{refund_id}-%s")

    def clean(self) -> dict[str, Any]:
        """Refuse a number that the button beside it denies, and a button without its number."""
        cleaned = super().clean() or self.cleaned_data
        found = "found" in self.data
        if found and not cleaned.get("reference"):
            self.add_error("reference", _("Type the number that the gateway shows."))
        elif not found and cleaned.get("reference"):
            self.add_error("reference", _("Empty this, or choose Found at the gateway."))
        return cleaned


def ticked(data: Any) -> set[int]:
    """The keys of the refunds that were ticked."""
    return {
        int(text)
        for text in data.getlist("refund")
        if text.isascii() and text.isdecimal() and len(text) < 19
    }
