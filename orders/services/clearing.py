"""Forgetting what people chose and pasted in the order list, and need no more."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from omnitron.core.batches import delete_in_batches
from orders.models import OrderSelection, PastedNumbers

if TYPE_CHECKING:
    from collections.abc import Iterable

SELECTIONS_KEPT_FOR = timedelta(days=30)
LISTS_KEPT_FOR = timedelta(days=90)
_NAMED = re.compile(r"pasted_\w+=([0-9a-f]{64})")


def clear_choices(*, kept_queries: Iterable[str]) -> dict[str, int]:
    """Delete old selections, and old pasted lists that nothing names; how many. Repeatable.

    `kept_queries` are the query strings that others keep: the lists that they name stay, as do
    those of the selections that stay.
    """
    now = timezone.now()
    old = OrderSelection.objects.filter(made_at__lt=now - SELECTIONS_KEPT_FOR)
    selections = delete_in_batches(old)
    left = OrderSelection.objects.filter(filter_query__contains="pasted_")
    queries = [*kept_queries, *left.values_list("filter_query", flat=True)]
    named = {digest for query in queries for digest in _NAMED.findall(query)}
    unused = PastedNumbers.objects.filter(pasted_at__lt=now - LISTS_KEPT_FOR)
    return {"selections": selections, "lists": delete_in_batches(unused.exclude(digest__in=named))}
