"""The query string of an order filter: read, and written in one normal form.

A list of numbers too long for an address is kept in the database and named by its digest.
A `QueryDict` is only a parsed text here; no request is involved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict

from orders.filters import OrderFilter
from orders.models import PastedNumbers
from orders.searching import split_numbers

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

LONGEST_IN_ADDRESS = 1000
LONG_FIELDS = ("number", "q")
FIELDS = tuple(OrderFilter.base_filters)


def pasted_name(field: str) -> str:
    """The parameter that stands for a long field in an address."""
    return f"pasted_{field}"


def expand(query: QueryDict) -> QueryDict:
    """The query with the texts of pasted lists in their place; an unknown list is left out."""
    data = query.copy()
    for name in LONG_FIELDS:
        digest = data.pop(pasted_name(name), [""])[-1]
        if digest and (pasted := PastedNumbers.objects.filter(digest=digest).first()):
            data[name] = "\n".join(pasted.numbers)
    return data


def canonical(data: MultiValueDict[str, str]) -> str:
    """The same filter always in the same words, without what is empty or no filter.

    Raises `TooManyNumbers` for a list that no filter takes.
    """
    query = QueryDict(mutable=True)
    for name in FIELDS:
        values = [value.strip() for value in data.getlist(name) if value.strip()]
        if name in LONG_FIELDS and values and len(values[-1]) > LONGEST_IN_ADDRESS:
            query[pasted_name(name)] = PastedNumbers.keep(split_numbers(values[-1])).digest
        elif values:
            query.setlist(name, sorted(set(values)))
    return query.urlencode()
