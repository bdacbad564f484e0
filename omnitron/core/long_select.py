"""Choosing one of hundreds: countries, time zones, currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

_OPTION = '<option value="{}"{}>{}</option>'
_GROUP = '<optgroup label="{}">{}</optgroup>'
_SELECTED = mark_safe(" selected")


# The tag `field` dresses a widget by the name of its class: a list is a "select".
class Select(forms.Select):
    """A list written in one go: a template for each option takes as long as the whole page."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The list with its options, those of a group under its heading."""
        given = flatatt(self.build_attrs(self.attrs, attrs))
        options = _options(self.choices, "" if value is None else str(value))
        return format_html('<select name="{}"{}>{}</select>', name, given, options)


def _options(choices: Iterable[tuple[Any, Any]], chosen: str) -> SafeString:
    drawn = "".join(_drawn(value, label, chosen) for value, label in choices)
    return mark_safe(drawn)  # noqa: S308  (each of them is escaped)


def _drawn(value: Any, label: Any, chosen: str) -> SafeString:
    if isinstance(label, list | tuple):
        return format_html(_GROUP, value, _options(label, chosen))
    return format_html(_OPTION, value, _SELECTED if str(value) == chosen else "", label)
