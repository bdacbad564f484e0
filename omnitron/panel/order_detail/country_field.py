"""Choosing a country among all of them, twice in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from omnitron.core.regions import country_choices

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

SELECTED = mark_safe(" selected")


class CountrySelect(forms.Select):
    """The list of countries; a template for each option would take as long as the whole page."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The list with its options written in one go."""
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, SELECTED if code == value else "", label) for code, label in self.choices),
        )
        given = {**self.build_attrs(self.attrs, attrs), "name": name}
        return format_html("<select{}>{}</select>", flatatt(given), options)


class CountryField(forms.ChoiceField):
    """A country, or none; `before` stays possible even where it is no country of today."""

    def __init__(self, *, label: str, before: str) -> None:
        choices = country_choices()
        known = {"", *(code for code, _name in choices)}
        first = [("", "")] if before in known else [("", ""), (before, before)]
        super().__init__(
            required=False, label=label, choices=[*first, *choices], widget=CountrySelect
        )
