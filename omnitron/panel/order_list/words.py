"""Filters of Omnitron's list in words, many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnitron.order_pages.words import WordsOnly, filters_in_words
from orders.filter_choices import channels_and_companies
from orders.filters import OrderFilter
from payments.models import PaymentType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

    from omnitron.accounts.models import User
    from orders.filter_choices import Choosable


class _Words(WordsOnly, OrderFilter):
    def __init__(
        self,
        query: QueryDict,
        *,
        user: User,
        channels: list[Choosable],
        companies: list[Choosable],
    ) -> None:
        self.channels, self.companies = channels, companies
        self.payment_types = PaymentType.choices
        WordsOnly.__init__(self, query, user=user)


def in_words(user: User, queries: Iterable[str]) -> Mapping[str, str]:
    """“Status: Shipped · Channel: Marketplace” for each query; '' for one without a filter.

    A channel that the person no longer sees is left out, as nothing names it to them.
    """
    texts = list(queries)
    if not any(texts):
        return dict.fromkeys(texts, "")
    channels, companies = channels_and_companies(user)
    return filters_in_words(
        texts, lambda query: _Words(query, user=user, channels=channels, companies=companies)
    )
