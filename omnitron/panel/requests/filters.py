"""The filter of the list: what its address says."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancellations.models import CancellationReason
from cancellations.states import PlanType
from omnitron.core.days import DAY, DAY_FORMATS, DAYS, midnight
from orders.filter_choices import channels_and_companies

if TYPE_CHECKING:
    from datetime import date, datetime

    from cancellations.querysets import RequestQuerySet
    from omnitron.accounts.models import User

Value = str | int


class RequestFilter(forms.Form):
    """Order, type, channel, reason, day; a field that cannot be read is left out and says why."""

    order = forms.CharField(label=gettext_lazy("Order number"), max_length=128, required=False)
    type = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=[("", ""), *PlanType.choices], required=False
    )
    channel = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Channel"), coerce=int, required=False
    )
    reason = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Reason"), coerce=int, required=False
    )
    asked_from = forms.DateField(
        label=gettext_lazy("Date from"),
        input_formats=DAY_FORMATS,
        validators=DAYS,
        required=False,
    )
    asked_to = forms.DateField(
        label=gettext_lazy("Date to"), input_formats=DAY_FORMATS, validators=DAYS, required=False
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.channels, _companies = channels_and_companies(user)
        self._offer("channel", [(channel.pk, channel.name) for channel in self.channels])
        self._offer("reason", [(reason.pk, reason.in_full) for reason in self._reasons])

    def _offer(self, name: str, choices: list[tuple[int, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    @cached_property
    def _reasons(self) -> list[CancellationReason]:
        return list(CancellationReason.objects.all())

    def clean(self) -> dict[str, Any]:
        """Say at the end of a range that it is before its beginning."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("asked_from"), cleaned.get("asked_to")
        if first and last and last < first:
            self.add_error(
                "asked_to", _("The range ends before it begins: exchange the two values.")
            )
        return cleaned

    @cached_property
    def values(self) -> dict[str, Any]:
        """What is asked for; only the fields that say something."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def channel_names(self) -> dict[int, str]:
        """The names of the person's channels."""
        return {channel.pk: channel.name for channel in self.channels}

    def narrowed(self, requests: RequestQuerySet) -> RequestQuerySet:
        """The requests that match every field that could be read."""
        values = self.values
        conditions: dict[str, Any] = {
            "order__number": values.get("order"),
            "request_type": values.get("type"),
            "order__channel_id__in": values.get("channel"),
            "reason_id__in": values.get("reason"),
            "created_at__gte": _midnight(values.get("asked_from")),
            "created_at__lt": _midnight(values.get("asked_to"), days=1),
        }
        return requests.filter(**{name: value for name, value in conditions.items() if value})


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    return None if day is None else midnight(day + days * DAY)
