"""Keeping what people paste into the filter of an order list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

from orders.filter_queries import FIELDS, canonical
from orders.services.clearing import clear_surplus_lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.utils.datastructures import MultiValueDict

    from omnitron.accounts.models import User


def keep_filter(
    *, actor: User, data: MultiValueDict[str, str], fields: Iterable[str] = FIELDS
) -> str:
    """A filter as the query string of an address; a list too long for one is kept.

    Of the lists that the person pasted the oldest make room. Raises `TooManyNumbers`.
    """
    query = canonical(data, fields=fields, keep_for=actor)
    if "pasted_" in query:
        clear_surplus_lists(user=actor, kept_queries=queries_with_lists())
    return query


def queries_with_lists() -> QuerySet[Any, str]:
    """The queries of saved views that stand on a pasted list, whichever panel it was pasted in."""
    # The model is Omnitron's own, which stands above the pages that both panels have.
    views = apps.get_model("panel", "SavedView")._default_manager
    return views.filter(query__contains="pasted_").values_list("query", flat=True)
