"""The filter of a list by its days, with whatever else the list may be narrowed by."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from omnitron.core.days import DAY_FORMATS, DAYS, Days, midnight

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class DaysForm(forms.Form):
    """From a day to a day; a field that cannot be read is left out.

    `column` is of the moments that are asked about, `begins` how the names of both fields begin.
    """

    column: ClassVar[str]
    begins: ClassVar[str]

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        for name, label in (
            (f"{self.begins}_from", gettext_lazy("Date from")),
            (f"{self.begins}_to", gettext_lazy("Date to")),
        ):
            self.fields[name] = forms.DateField(
                label=label, input_formats=DAY_FORMATS, validators=DAYS, required=False
            )

    @cached_property
    def values(self) -> dict[str, Any]:
        """What is asked for; only the fields that say something."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def moments(self) -> dict[str, datetime]:
        """The condition on the column."""
        first, last = (self.values.get(f"{self.begins}_{end}") for end in ("from", "to"))
        found = {}
        if first:
            found[f"{self.column}__gte"] = midnight(first)
        if last:
            found[f"{self.column}__lt"] = Days(last, last).until
        return found
