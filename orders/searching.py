"""One box for order numbers, tracking and invoice numbers, e-mails, phones and names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Value
from django.utils.translation import ngettext

from omnitron.core.errors import Refusal
from omnitron.core.formats import count_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from orders.querysets import OrderQuerySet

MOST_NUMBERS = 10_000
SHORTEST_PREFIX = 4
# No name, e-mail, phone or number is longer.
LONGEST_TEXT = 255

_WHOLE, _BEGUN = "whole", "begun"
_BETWEEN = re.compile(r"[\s,;\0]+")
_LIST_MARK = re.compile(r"[\n\t;]")
_AROUND = "\"'\ufeff\u200b"


class TooManyNumbers(Refusal):
    """More numbers than are looked up at once."""


@dataclass(frozen=True)
class Search:
    """What a text stands for: a condition on orders, and the numbers in it that found none."""

    condition: Q
    unmatched: list[str] = field(default_factory=list)
    numbers: int = 0
    # No more than `MOST_NUMBERS` orders match, known without counting them.
    is_short: bool = False


def split_numbers(text: str) -> list[str]:
    """The numbers of a pasted text, each once, in their order. Raises `TooManyNumbers`."""
    words = (word.strip(_AROUND) for word in _BETWEEN.split(text))
    numbers = list(dict.fromkeys(word for word in words if word))
    if len(numbers) > MOST_NUMBERS:
        raise TooManyNumbers(
            ngettext(
                "%(count)s number was pasted; %(most)s at most are looked up at once.",
                "%(count)s numbers were pasted; %(most)s at most are looked up at once.",
                len(numbers),
            )
            % {"count": count_text(len(numbers)), "most": count_text(MOST_NUMBERS)}
        )
    return numbers


def unmatched_numbers(orders: OrderQuerySet, numbers: Collection[str]) -> list[str]:
    """Those of the numbers that none of these orders has."""
    known = set(orders.filter(number__in=numbers).values_list("number", flat=True))
    return [number for number in numbers if number not in known]


def search(orders: OrderQuerySet, text: str, *, items: Q | None = None) -> Search:
    """What the text means among these orders: numbers if one matches, else a person.

    `items` says of which items of an order (`items__…`) numbers are looked for; without, of all.

    A text with line breaks, tabs or semicolons is always a list of numbers; one with commas is,
    unless it has no digit: "Silva, Maria" is a person.
    """
    numbers = split_numbers(text)
    found, begins_some = _look_up(orders, numbers, items or Q())
    if found or _is_list(text.strip()):
        ids = {pk for pks in found.values() for pk in pks}
        unmatched = [number for number in numbers if number not in found]
        return Search(Q(pk__in=sorted(ids)), unmatched, len(numbers), is_short=True)
    if begins_some:
        return Search(Q(number__startswith=numbers[0]), is_short=True)
    if len(text) > LONGEST_TEXT:
        return Search(Q(pk__in=[]))
    return Search(Q(search__matches=text))


def _is_list(text: str) -> bool:
    return bool(_LIST_MARK.search(text)) or ("," in text and any(map(str.isdigit, text)))


def _look_up(
    orders: OrderQuerySet, numbers: list[str], items: Q
) -> tuple[dict[str, set[int]], bool]:
    """Which orders each order, tracking or invoice number leads to; one query.

    Also whether a single one begins the numbers of some orders, but of no more than a search shows:
    then it is one that somebody half remembers.
    """
    if not numbers:
        return {}, False
    by_number, *others = _exact(orders, numbers, items)
    if len(numbers) == 1 and len(numbers[0]) >= SHORTEST_PREFIX:
        begun = orders.filter(number__startswith=numbers[0]).order_by("number")
        places = begun.values_list(Value(_BEGUN), "number", "pk")
        others += [places[:1], places[MOST_NUMBERS : MOST_NUMBERS + 1]]
    found: dict[str, set[int]] = {}
    begun_seen = 0
    for kind, number, pk in by_number.union(*others, all=True):
        if kind == _BEGUN:
            begun_seen += 1
        else:
            found.setdefault(number, set()).add(pk)
    return found, begun_seen == 1


def _exact(orders: OrderQuerySet, numbers: list[str], items: Q) -> list[QuerySet[Any, Any]]:
    by_order = orders.filter(number__in=numbers).values_list(Value(_WHOLE), "number", "pk")
    by_item = [
        # One call of `filter`, so that all is asked of the same item. "> ''" repeats the condition
        # of the column's index: without it a list of more than a hundred numbers would read the
        # whole table.
        orders.filter(
            items, **{f"items__{column}__in": numbers, f"items__{column}__gt": ""}
        ).values_list(Value(_WHOLE), f"items__{column}", "pk")
        for column in ("tracking_number", "invoice_number")
    ]
    return [rows.order_by() for rows in (by_order, *by_item)]
