"""The query string of an order filter: read, and written in one normal form.

A list of numbers too long for an address is kept in the database and named by its digest.
A `QueryDict` is only a parsed text here; no request is involved.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from django.http import QueryDict
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from orders.filters import OrderFilter
from orders.models import PastedNumbers
from orders.searching import split_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.datastructures import MultiValueDict

    from omnitron.accounts.models import User
    from orders.list_filter import ListFilter

LONGEST_IN_ADDRESS = 1000
# What the fields of the filter can say; longer lists of numbers are kept by their digest.
LONGEST_QUERY = 8_000
LONG_FIELDS = ("number", "q")
FIELDS = tuple(OrderFilter.base_filters)
_DIGEST = re.compile(r"[0-9a-f]{64}")


class UnknownList(Refusal):
    """The address names a pasted list that is not kept."""


def pasted_name(field: str) -> str:
    """The parameter that stands for a long field in an address."""
    return f"pasted_{field}"


def expand(query: QueryDict) -> QueryDict:
    """The query with the texts of pasted lists beside the names that stand for them.

    Raises `UnknownList`.
    """
    data = query.copy()
    for name in LONG_FIELDS:
        if digest := data.get(pasted_name(name)):
            pasted = _DIGEST.fullmatch(digest) and PastedNumbers.objects.filter(digest=digest)
            if not pasted:
                raise UnknownList(_("The pasted list of this address is not kept; paste it again."))
            data[name] = "\n".join(pasted[0].numbers)
    return data


def readable(order_filter: ListFilter) -> QueryDict:
    """What was asked for, without lists that were refused: no address would hold them."""
    data: QueryDict = order_filter.data.copy()
    for name in LONG_FIELDS:
        if name in order_filter.form.errors:
            data.pop(name, None)
    return data


def canonical(
    data: MultiValueDict[str, str],
    *,
    fields: Iterable[str] = FIELDS,
    keep_for: User | None = None,
) -> str:
    """The same filter always in the same words, without what is empty or no field of it.

    `keep_for` stores a list that is too long for an address, for the person who pasted it; reading
    pages never writes. Raises `TooManyNumbers` for a list that no filter takes.
    """
    query = QueryDict(mutable=True)
    for name in fields:
        values = [value.strip() for value in data.getlist(name) if value.strip()]
        if not values:
            continue
        if name in LONG_FIELDS and data.get(pasted_name(name)):
            query.setlist(pasted_name(name), data.getlist(pasted_name(name))[-1:])
        elif keep_for and name in LONG_FIELDS and len(quote_plus(values[-1])) > LONGEST_IN_ADDRESS:
            pasted = PastedNumbers.keep(split_numbers(values[-1]), user=keep_for)
            query[pasted_name(name)] = pasted.digest
        else:
            query.setlist(name, sorted(set(values)))
    return query.urlencode()


def refuse_endless(query: str) -> None:
    """Raise `Refusal` for a query that is too long to be kept."""
    if len(query) > LONGEST_QUERY:
        raise Refusal(_("This filter is too long to be kept; make it shorter."))
