"""Doing for many rows at once what one bad row among them must not keep from the others."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from django.db import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

Result = TypeVar("Result")
logger = logging.getLogger(__name__)


def for_all_or_each(do: Callable[[Collection[int]], Result], keys: Collection[int]) -> list[Result]:
    """Do something for all rows at once; where PostgreSQL refuses that, for each by itself.

    `do` is one transaction. What is refused of a single row is logged among others, and raised
    where that row was all.
    """
    try:
        return [do(keys)]
    except DatabaseError:
        if len(keys) == 1:
            raise
    results = []
    for key in keys:
        try:
            results.append(do([key]))
        except DatabaseError:
            logger.exception("Row %s was left for the next sweep.", key)
    return results
