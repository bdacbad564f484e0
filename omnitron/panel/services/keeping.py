"""Keeping what people paste into the filter of the order list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omnitron.panel.models import SavedView
from orders.filter_queries import canonical
from orders.services.clearing import clear_surplus_lists

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.datastructures import MultiValueDict

    from omnitron.accounts.models import User


def keep_filter(*, actor: User, data: MultiValueDict[str, str]) -> str:
    """A filter as the query string of an address; a list too long for one is kept.

    Of the lists that the person pasted the oldest make room. Raises `TooManyNumbers`.
    """
    query = canonical(data, keep_for=actor)
    if "pasted_" in query:
        clear_surplus_lists(user=actor, kept_queries=queries_with_lists())
    return query


def queries_with_lists() -> QuerySet[SavedView, str]:
    """The queries of saved views that stand on a pasted list."""
    views = SavedView.objects.filter(query__contains="pasted_")
    return views.values_list("query", flat=True)
