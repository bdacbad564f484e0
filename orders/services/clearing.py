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

    from omnitron.accounts.models import User

SELECTIONS_KEPT_FOR = timedelta(days=30)
LISTS_KEPT_FOR = timedelta(days=90)
# Of one person: who chooses or pastes on and on fills no disk.
MOST_SELECTIONS = 200
MOST_LISTS = 200
_NAMED = re.compile(r"pasted_\w+=([0-9a-f]{64})")


def clear_choices(*, kept_queries: Iterable[str]) -> dict[str, int]:
    """Delete old selections, and old pasted lists that nothing names; how many. Repeatable.

    `kept_queries` are the query strings that others keep: the lists that they name stay, as do
    those of the selections that stay.
    """
    now = timezone.now()
    old = OrderSelection.objects.filter(made_at__lt=now - SELECTIONS_KEPT_FOR, frozen=False)
    selections = delete_in_batches(old)
    unused = PastedNumbers.objects.filter(pasted_at__lt=now - LISTS_KEPT_FOR)
    unused = unused.exclude(digest__in=_named(kept_queries))
    return {"selections": selections, "lists": delete_in_batches(unused)}


def clear_surplus_selections(*, user: User) -> None:
    """Delete a person's selections but the newest `MOST_SELECTIONS`."""
    mine = OrderSelection.objects.filter(user=user, frozen=False)
    newest = mine.order_by("-made_at", "-pk").values("pk")[:MOST_SELECTIONS]
    mine.exclude(pk__in=newest).delete()


def clear_surplus_lists(*, user: User, kept_queries: Iterable[str]) -> None:
    """Delete the lists that a person pasted but the newest `MOST_LISTS` and those that are named.

    `kept_queries` as in `clear_choices`.
    """
    mine = PastedNumbers.objects.filter(pasted_by=user).order_by("-pasted_at", "-pk")
    surplus = set(mine.values_list("digest", flat=True)[MOST_LISTS:])
    if surplus:
        mine.filter(digest__in=surplus - _named(kept_queries)).delete()


def _named(kept_queries: Iterable[str]) -> set[str]:
    """The lists that a kept query or a selection stands on."""
    left = OrderSelection.objects.filter(filter_query__contains="pasted_")
    queries = [*kept_queries, *left.values_list("filter_query", flat=True)]
    return {digest for query in queries for digest in _NAMED.findall(query)}
