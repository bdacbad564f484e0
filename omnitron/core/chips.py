"""The filters of a list that are on, in words, each with the address of the list without it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from django.utils.translation import gettext as _

from omnitron.core import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

LONGEST_LIST = 2


class Chip(NamedTuple):
    """“Type: Return”, and the address of the list without it."""

    name: str
    label: str
    value: str
    remove_url: str


class Filter(Protocol):
    """A form whose fields narrow a list; `values` are those that say something."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """All that may be asked."""

    @property
    def values(self) -> Mapping[str, Any]:
        """What is asked for."""


def chips_of(asked: Filter, query: QueryDict, url: str) -> list[Chip]:
    """One chip for each field that is on."""
    chips = []
    for name in asked.values:
        rest = query.copy()
        rest.pop(name, None)
        address = f"{url}?{rest.urlencode()}" if rest else url
        label = str(asked.fields[name].label)
        chips.append(Chip(name, label, _in_words(asked, name), address))
    return chips


def _in_words(asked: Filter, name: str) -> str:
    value = asked.values[name]
    if isinstance(value, date):
        return formats.moment_text(value, "date")
    choices = {str(key): str(label) for key, label in getattr(asked.fields[name], "choices", ())}
    if isinstance(value, list):
        if len(value) > LONGEST_LIST:
            return _("%(count)s chosen") % {"count": len(value)}
        return ", ".join(choices[str(item)] for item in value)
    return choices.get(str(value), str(value))
