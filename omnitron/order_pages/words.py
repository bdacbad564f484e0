"""Filters of orders in words, many at once: what they need is read once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict

from omnitron.order_pages.chips import captions_of
from orders.filter_queries import LONG_FIELDS, pasted_name
from orders.list_filter import ListFilter, Pasted
from orders.models import Order, PastedNumbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from omnitron.accounts.models import User


class WordsOnly(ListFilter):
    """A filter that is only read, never asked: it looks nothing up by itself."""

    def __init__(self, query: QueryDict, *, user: User) -> None:
        # Past the constructor of the panel's filter, which reads what may be chosen each time.
        ListFilter.__init__(self, query, user=user, queryset=Order.objects.none())

    @property
    def form(self) -> forms.Form:
        """The fields; a seller stands for itself as it was typed."""
        form = super().form
        if "seller" in form.fields:
            form.fields["seller"] = forms.CharField(required=False)
        return form


def filters_in_words(
    queries: Iterable[str], make: Callable[[QueryDict], ListFilter]
) -> Mapping[str, str]:
    """“Status: Shipped · Channel: Marketplace” for each query; '' for one without a filter."""
    parsed = {text: QueryDict(text, mutable=True) for text in queries}
    counts = _counts_of(parsed.values())
    return {text: _in_words(make(query), counts) if text else "" for text, query in parsed.items()}


def _in_words(words: ListFilter, counts: Mapping[str, int]) -> str:
    for name in LONG_FIELDS:
        digest = words.data.get(pasted_name(name), "")
        if digest in counts:
            # Which numbers stand in the list does not matter: its length is told.
            words.data[name] = digest
            words.pasted[name] = Pasted(counts[digest], [])
    numbers = words.values.get("number", [])
    words.pasted.setdefault("number", Pasted(len(numbers), []))
    return " · ".join(f"{label}: {value}" for _names, label, value in captions_of(words))


def _counts_of(queries: Iterable[QueryDict]) -> dict[str, int]:
    """How many numbers each pasted list has, by its digest."""
    named = [query.getlist(pasted_name(name)) for query in queries for name in LONG_FIELDS]
    digests = {digest for digests in named for digest in digests}
    if not digests:
        return {}
    lists = PastedNumbers.objects.filter(digest__in=digests)
    return dict(lists.values_list("digest", "numbers__len"))
