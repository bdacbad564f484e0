"""Which day of which gateway is closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.gateways.registry import gateways_set_up

EARLIEST = date(1970, 1, 1)


def today() -> date:
    """The day that has not ended; days of the close are those of the server's own zone."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def yesterday() -> date:
    """The last day that has ended."""
    return today() - timedelta(days=1)


class DayForm(forms.Form):
    """A gateway and a day."""

    gateway = forms.ChoiceField(label=gettext_lazy("Gateway"))
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Say which day.")},
    )

    def __init__(self, asked: dict[str, str]) -> None:
        names = gateways_set_up()
        first = {"gateway": names[0] if names else "", "day": yesterday().isoformat()}
        super().__init__(first | asked)
        gateway: Any = self.fields["gateway"]
        gateway.choices = [(name, name.capitalize()) for name in names]

    def clean_day(self) -> date:
        """Refuse a day that is yet to come, and one before any gateway kept a book."""
        day: date = self.cleaned_data["day"]
        if day < EARLIEST:
            raise ValidationError(_("No gateway kept a book that early. Choose a later day."))
        if day > today():
            raise ValidationError(_("That day is yet to come. Choose today or an earlier one."))
        return day
