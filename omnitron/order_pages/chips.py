"""The filters that are on, in words, each with the address of the list without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from omnitron.core import formats
from orders.filter_queries import canonical, pasted_name, readable
from orders.list_filter import RANGES, ListFilter

LONGEST_LIST = 2
RANGE_LABELS = {"placed": gettext_lazy("Date placed"), "amount": gettext_lazy("Amount")}


@dataclass(frozen=True)
class Chip:
    """“Status: Shipped”, and the address of the list without it."""

    label: str
    value: str
    remove_url: str


def chips_of(order_filter: ListFilter, list_url: str) -> list[Chip]:
    """One chip for each field that is on; the two ends of a range share one."""
    return [
        Chip(label, text, _without(order_filter, list_url, *names))
        for names, label, text in captions_of(order_filter)
    ]


def captions_of(order_filter: ListFilter) -> list[tuple[tuple[str, ...], str, str]]:
    """What is on: the names of its fields, its label, and its value in words."""
    captions: list[tuple[tuple[str, ...], str, str]] = []
    done: set[str] = set()
    for name, value in order_filter.values.items():
        if name in done:
            continue
        kind = next((kind for kind, ends in RANGES.items() if name in ends), None)
        if kind:
            first, last = RANGES[kind]
            done |= {first, last}
            text = _range(_text(order_filter, first), _text(order_filter, last))
            captions.append((RANGES[kind], str(RANGE_LABELS[kind]), text))
        else:
            label = str(order_filter.filters[name].label)
            captions.append(((name,), label, _in_words(order_filter, name, value)))
    return captions


def _in_words(order_filter: ListFilter, name: str, value: Any) -> str:
    asked = order_filter.pasted[name].asked if name in order_filter.pasted else 0
    if asked > 1:
        count = formats.count_text(asked)
        return ngettext("%(count)s pasted", "%(count)s pasted", asked) % {"count": count}
    if name == "number":
        return str(value[0])
    choices = {
        str(key): str(label)
        for key, label in getattr(order_filter.form.fields[name], "choices", ())
    }
    if isinstance(value, list):
        if len(value) > LONGEST_LIST:
            return _("%(count)s chosen") % {"count": len(value)}
        return ", ".join(choices[str(item)] for item in value)
    return choices.get(str(value), str(value))


def _text(order_filter: ListFilter, name: str) -> str:
    value = order_filter.values.get(name)
    if value is None:
        return ""
    if name in RANGES["placed"]:
        return formats.moment_text(value, "date")
    return formats.money_text(value, getattr(order_filter, "single_currency", ""))


def _range(first: str, last: str) -> str:
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(first)s") % {"first": first}
    return _("to %(last)s") % {"last": last}


def _without(order_filter: ListFilter, list_url: str, *names: str) -> str:
    """The address of the list without these fields."""
    data = readable(order_filter)
    for name in names:
        data.pop(name, None)
        data.pop(pasted_name(name), None)
    return f"{list_url}?{canonical(data, fields=order_filter.form.fields)}"
