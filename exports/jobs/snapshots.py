"""A connection of its own on which everything is read from one moment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from psycopg import Connection


@contextmanager
def snapshot() -> Iterator[tuple[Connection[Any], datetime]]:
    """A read-only transaction in which the data stand still, and the moment that they are of.

    The product's own connection stays free to tell of progress meanwhile.
    """
    beside = connection.copy()
    try:
        beside.ensure_connection()
        rows: Connection[Any] = beside.connection
        rows.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # Rows of many columns are sorted.
        rows.execute("SET LOCAL work_mem = '64MB'")
        moment = rows.execute("SELECT clock_timestamp()").fetchone()
        assert moment is not None  # noqa: S101  (a statement of one row)
        yield rows, moment[0]
    finally:
        beside.close()
