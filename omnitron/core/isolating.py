"""Doing for many rows at once what one bad row among them must not keep from the others."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from django.db import DatabaseError, connection, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

Result = TypeVar("Result")
logger = logging.getLogger(__name__)

# Who waits for one of many rows keeps all the others locked meanwhile.
PATIENCE = "200ms"


def for_all_or_each(
    do: Callable[[Collection[int]], Result], keys: Collection[int], *, what: str
) -> list[Result]:
    """Do something for all rows at once, in one transaction; where that fails, for each by itself.

    What fails for a single row among others is logged with the name of `what` the rows are; where
    that row was all, it is raised.
    """
    if len(keys) <= 1:
        return [do(keys)] if keys else []
    try:
        return [_impatiently(do, keys)]
    except Exception as error:
        logger.warning("Each %s is now done by itself: %s", what, error)
    results = []
    for key in keys:
        try:
            results.append(do([key]))
        except Exception:
            logger.exception("The %s %s was left for the next sweep.", what, key)
    return results


@transaction.atomic
def _impatiently(do: Callable[[Collection[int]], Result], keys: Collection[int]) -> Result:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
    return do(keys)


@contextmanager
def left_for_later(what: str, key: int) -> Iterator[None]:
    """Log what PostgreSQL refuses of one row, which must not keep the others waiting."""
    try:
        yield
    except DatabaseError:
        logger.exception("The %s %s was left for the next sweep.", what, key)
