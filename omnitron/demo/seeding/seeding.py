"""The seed as a whole: reference data, then customers, then orders, piece by piece."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from omnitron.demo import scratch
from omnitron.demo.locking import exclusively
from omnitron.demo.reference import write_reference
from omnitron.demo.seeding.keys import keys_checked_at_the_end
from omnitron.demo.seeding.listing import load_lists
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.seeding.sellers import write_sellers
from orders.services.rolling_up import ORDER_COLUMNS, package_status
from payments.services.rolling_up import PAYMENT_TYPES

SQL = Path(__file__).parent / "sql"
# From so many pieces on, checking keys at the end is faster than on the way.
LARGE = 4

# A package is ready, or failed to arrive, as a whole: a line that was taken out is not asked.
_READY_AT = """CASE WHEN bool_and(item.ready_at IS NOT NULL OR item.status = 100)
    THEN min(item.ready_at) END"""
_FAILED_AT = """CASE WHEN bool_and(item.shipped_at IS NOT NULL OR item.status = 100)
    THEN min(item.attempted_at) FILTER (WHERE item.flow = 540) END"""

# What orders and packages derive is written by the expressions that roll them up.
_FRAGMENTS = {
    "{ready_at}": _READY_AT,
    "{failed_at}": _FAILED_AT,
    "{order_columns}": ", ".join(f"{sql} AS {name}" for name, sql in ORDER_COLUMNS.items()),
    "{payment_types}": PAYMENT_TYPES,
    "{package_status}": package_status(ready_at=_READY_AT, failed_at=_FAILED_AT),
}

# Sorts stay in memory, no time goes into compiling what runs for a moment, and the words of many
# orders go into the search index at once.
_SETTINGS = """
    SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; SET LOCAL gin_pending_list_limit = '64MB'
"""

# Temporary tables in the order in which they are made, each by the statement of its file.
_STAGES = {
    "seed_placed": "orders",
    "seed_order": "buyers",
    "seed_parcel": "parcels",
    "seed_line_drawn": "lines",
    "seed_basket": "baskets",
    "seed_line_shared": "items",
    "seed_line": "moves",
    "seed_derived": "derived",
    "seed_payment": "payments",
}
_INSERTS = (
    "insert_packages",
    "insert_items",
    "insert_transactions",
    "insert_discounts",
    "insert_contracts",
    "insert_events",
)


@dataclass(frozen=True)
class Piece:
    """A part of the plan that is written in one transaction."""

    cursor: CursorWrapper
    parameters: dict[str, Any]

    def stage(self, table: str, file: str, *, key: str) -> None:
        scratch.fill(self.cursor, table, _statement(file), self.parameters, key=key)

    def run(self, file: str) -> int:
        self.cursor.execute(_statement(file), self.parameters)
        rows: int = self.cursor.rowcount
        return rows


def seed_orders(plan: Plan, *, tell: Callable[[str], None], jobs: int = 1) -> int:
    """Write the orders of a plan that are not there yet; how many they were. Safe to repeat.

    More than one job writes pieces side by side, each over a connection of its own. Raises
    `Busy` while another seed runs.
    """
    with exclusively("seed"):
        with transaction.atomic():
            write_reference()
            write_sellers(plan)
        large = len(list(plan.pieces())) >= LARGE
        with keys_checked_at_the_end() if large else nullcontext():
            return _write_all(plan, tell, jobs)


def _write_all(plan: Plan, tell: Callable[[str], None], jobs: int) -> int:
    # An order may be by the customer of any piece before it, so people come first.
    for _ in _each_piece(plan, _write_customers, jobs):
        pass
    written = done = 0
    for piece, orders in _each_piece(plan, _write_orders, jobs):
        written += orders
        done += len(piece)
        tell(f"{done:,} of {plan.orders:,} orders")
    return written


def _each_piece(
    plan: Plan, write: Callable[[Piece], int], jobs: int
) -> Iterator[tuple[range, int]]:
    pieces = list(plan.pieces())
    if jobs == 1 or len(pieces) == 1:
        yield from ((piece, _in_one_transaction(plan, piece, write)) for piece in pieces)
        return
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        yield from zip(
            pieces, pool.map(lambda piece: _in_a_thread(plan, piece, write), pieces), strict=True
        )


def _in_a_thread(plan: Plan, piece: range, write: Callable[[Piece], int]) -> int:
    try:
        return _in_one_transaction(plan, piece, write)
    finally:
        connection.close()


def _in_one_transaction(plan: Plan, piece: range, write: Callable[[Piece], int]) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SETTINGS)
        parameters = {**plan.parameters(), "first": piece[0], "last": piece[-1]}
        work = Piece(cursor, parameters)
        work.run("functions")
        load_lists(cursor, plan)
        return write(work)


def _write_customers(piece: Piece) -> int:
    piece.stage("seed_newcomer", "newcomers", key="j")
    piece.stage("seed_customer", "customers", key="j")
    piece.run("insert_customers")
    return piece.run("insert_addresses")


def _write_orders(piece: Piece) -> int:
    for table, file in _STAGES.items():
        piece.stage(table, file, key="k")
    orders = piece.run("insert_orders")
    for file in _INSERTS:
        piece.run(file)
    return orders


def _statement(file: str) -> str:
    text = (SQL / f"{file}.sql").read_text()
    for name, sql in _FRAGMENTS.items():
        text = text.replace(name, sql)
    return text
