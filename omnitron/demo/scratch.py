"""Temporary tables that live for one load."""

from typing import Any

from django.db.backends.utils import CursorWrapper


def create(cursor: CursorWrapper, name: str, columns: str) -> None:
    """An empty temporary table that ends with the transaction, or with the next of its name."""
    _drop(cursor, name)
    cursor.execute(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP")


def fill(
    cursor: CursorWrapper,
    name: str,
    query: str,
    params: dict[str, Any] | None = None,
    *,
    key: str = "",
) -> None:
    """A temporary table of what a query finds, with the planner told about it.

    Where a wide table is joined by its key alone, naming the key spares looking at the rest.
    """
    _drop(cursor, name)
    cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {query}", params)
    cursor.execute(f"ANALYZE {name} ({key})" if key else f"ANALYZE {name}")


def _drop(cursor: CursorWrapper, name: str) -> None:
    # Two loads in one transaction: the tables of the first are still there.
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
