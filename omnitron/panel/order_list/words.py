"""Filters of orders in words, many at once: what they need is read once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.http import QueryDict

from omnitron.panel.order_list.chips import captions_of
from orders.filter_choices import channels_and_companies
from orders.filter_queries import LONG_FIELDS, pasted_name
from orders.filters import OrderFilter, Pasted
from orders.models import Order, PastedNumbers
from payments.models import PaymentType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from omnitron.accounts.models import User
    from orders.filter_choices import Choosable


class _WordsOnly(OrderFilter):
    """A filter that is only read, never asked: it looks nothing up by itself."""

    def __init__(
        self, query: QueryDict, channels: list[Choosable], companies: list[Choosable]
    ) -> None:
        # Past the constructor of the filter, which reads channels and companies each time.
        django_filters.FilterSet.__init__(self, query, queryset=Order.objects.none())
        self.channels, self.companies = channels, companies
        self.payment_types = PaymentType.choices
        self.pasted: dict[str, Pasted] = {}

    @property
    def form(self) -> forms.Form:
        """The fields; a seller stands for itself as it was typed."""
        form = super().form
        form.fields["seller"] = forms.CharField(required=False)
        return form


def filters_in_words(user: User, queries: Iterable[str]) -> Mapping[str, str]:
    """“Status: Shipped · Channel: Marketplace” for each query; '' for one without a filter.

    A channel that the person no longer sees is left out, as nothing names it to them.
    """
    parsed = {text: QueryDict(text, mutable=True) for text in queries}
    if not any(parsed):
        return dict.fromkeys(parsed, "")
    channels, companies = channels_and_companies(user)
    counts = _counts_of(parsed.values())
    return {
        text: _in_words(_WordsOnly(query, channels, companies), counts)
        for text, query in parsed.items()
    }


def _in_words(words: _WordsOnly, counts: Mapping[str, int]) -> str:
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
