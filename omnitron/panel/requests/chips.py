"""The filters that are on, in words, each with the address of the list without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from omnitron.core import formats

if TYPE_CHECKING:
    from django.http import QueryDict

    from omnitron.panel.requests.filters import RequestFilter

LONGEST_LIST = 2


class Chip(NamedTuple):
    """“Type: Return”, and the address of the list without it."""

    label: str
    value: str
    remove_url: str


def chips_of(request_filter: RequestFilter, query: QueryDict, url: str) -> list[Chip]:
    """One chip for each field that is on."""
    chips = []
    for name in request_filter.values:
        rest = query.copy()
        rest.pop(name, None)
        address = f"{url}?{rest.urlencode()}" if rest else url
        label = str(request_filter.fields[name].label)
        chips.append(Chip(label, _in_words(request_filter, name), address))
    return chips


def _in_words(request_filter: RequestFilter, name: str) -> str:
    value = request_filter.values[name]
    if name in ("asked_from", "asked_to"):
        return formats.moment_text(value, "date")
    choices = {
        str(key): str(label) for key, label in getattr(request_filter.fields[name], "choices", ())
    }
    if isinstance(value, list):
        if len(value) > LONGEST_LIST:
            return _("%(count)s chosen") % {"count": len(value)}
        return ", ".join(choices[str(item)] for item in value)
    return choices.get(str(value), str(value))
