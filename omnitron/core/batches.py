"""Deleting many rows without holding locks on all of them at once."""

from typing import Any

from django.db import models

BATCH = 1000


def delete_in_batches(rows: models.QuerySet[Any], *, size: int = BATCH) -> int:
    """Delete the rows of a query, each batch in a transaction of its own; how many it were."""
    deleted = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:size]):
        # The condition again: a row that somebody has used meanwhile stays.
        number, _by_model = rows.filter(pk__in=keys).delete()
        deleted += number
    return deleted
