"""Filters of Seller Center's list in words, many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnitron.order_pages.words import WordsOnly, filters_in_words
from orders.seller_center_filter import SellerCenterFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from omnitron.accounts.models import User


class _Words(WordsOnly, SellerCenterFilter):
    # Who asked for a seller saw sellers then.
    whole = None


def in_words(user: User, queries: Iterable[str]) -> Mapping[str, str]:
    """“Status: Shipped · Customer: ana” for each query; '' for one without a filter."""
    return filters_in_words(queries, lambda query: _Words(query, user=user))
