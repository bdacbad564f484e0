"""Choosing a country among all of them, twice in a form."""

from django import forms

from omnitron.core.long_select import Select
from omnitron.core.regions import country_choices


class CountryField(forms.ChoiceField):
    """A country, or none; `before` stays possible even where it is no country of today."""

    def __init__(self, *, label: str, before: str) -> None:
        choices = country_choices()
        known = {"", *(code for code, _name in choices)}
        first = [("", "")] if before in known else [("", ""), (before, before)]
        super().__init__(required=False, label=label, choices=[*first, *choices], widget=Select)
