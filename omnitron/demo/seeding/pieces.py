"""A plan is written in pieces: each in one transaction, some of them side by side."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from omnitron.demo import scratch
from omnitron.demo.seeding.listing import load_lists
from omnitron.demo.seeding.planning import Plan
from orders.delivering import ship_by
from orders.services.rolling_up import (
    CAME_BACK,
    HAS_SHOWN,
    IS_HELD,
    LOWEST_OF_PACKAGE,
    ORDER_COLUMNS,
    package_status,
)
from payments.services.rolling_up import PAYMENT_TYPES

SQL = Path(__file__).parent / "sql"

# A package is ready, or failed to arrive, as a whole: a line that was taken out is not asked.
_READY_AT = """CASE WHEN bool_and(item.ready_at IS NOT NULL OR item.status = 100)
    THEN min(item.ready_at) END"""
_FAILED_AT = f"""CASE WHEN bool_and(item.shipped_at IS NOT NULL OR item.status = 100)
        AND ({CAME_BACK} OR {LOWEST_OF_PACKAGE} IS NULL)
    THEN min(item.attempted_at) FILTER (WHERE item.flow = 540) END"""


def _time(column: str) -> str:
    """When the last of its lines made a step; a line that was taken out is not asked."""
    return f"""CASE WHEN bool_and(item.{column} IS NOT NULL OR item.status = 100)
    THEN max(item.{column}) END"""


# What orders and packages derive is written by the expressions that roll them up.
_FRAGMENTS = {
    "{ready_at}": _READY_AT,
    "{failed_at}": _FAILED_AT,
    "{preparing_at}": _time("prepared_at"),
    "{shipped_at}": _time("shipped_at"),
    "{delivered_at}": _time("delivered_at"),
    "{ship_by}": ship_by("min(o.placed_at)", "min(setting.handling_days)"),
    "{order_columns}": ", ".join(f"{sql} AS {name}" for name, sql in ORDER_COLUMNS.items()),
    "{payment_types}": PAYMENT_TYPES,
    "{has_shown}": HAS_SHOWN,
    "{is_held}": IS_HELD,
    "{package_status}": package_status(ready_at=_READY_AT, failed_at=_FAILED_AT),
}

# Sorts stay in memory, no time goes into compiling what runs for a moment, and the words of many
# orders go into the search index at once.
_SETTINGS = """
    SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; SET LOCAL gin_pending_list_limit = '64MB'
"""


@dataclass(frozen=True)
class Piece:
    """The orders between two places of a plan, and the transaction that writes them."""

    cursor: CursorWrapper
    parameters: dict[str, Any]

    def stage(self, table: str, file: str, *, key: str) -> None:
        """Fill a temporary table by the statement of a file."""
        scratch.fill(self.cursor, table, _statement(file), self.parameters, key=key)

    def run(self, file: str) -> int:
        """Run the statement of a file; how many rows it wrote."""
        self.cursor.execute(_statement(file), self.parameters)
        rows: int = self.cursor.rowcount
        return rows


Write = Callable[[Piece], int]


def each_piece(plan: Plan, write: Write, *, jobs: int) -> Iterator[tuple[range, int]]:
    """Write every piece of a plan; its places and what writing it returned, piece by piece."""
    pieces = list(plan.pieces())
    if jobs == 1 or len(pieces) == 1:
        yield from ((piece, _in_one_transaction(plan, piece, write)) for piece in pieces)
        return
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        results = pool.map(lambda piece: _in_a_thread(plan, piece, write), pieces)
        yield from zip(pieces, results, strict=True)


def _in_a_thread(plan: Plan, piece: range, write: Write) -> int:
    try:
        return _in_one_transaction(plan, piece, write)
    finally:
        # The connection is the thread's own, and nobody else would close it.
        connection.close()


def _in_one_transaction(plan: Plan, piece: range, write: Write) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SETTINGS)
        parameters = {**plan.parameters(), "first": piece[0], "last": piece[-1]}
        work = Piece(cursor, parameters)
        work.run("functions")
        load_lists(cursor, plan)
        return write(work)


def _statement(file: str) -> str:
    text = (SQL / f"{file}.sql").read_text()
    for name, sql in _FRAGMENTS.items():
        text = text.replace(name, sql)
    return text
