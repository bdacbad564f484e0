"""The seed as a whole: reference data, then customers, then orders."""

from collections.abc import Callable

from django.db import transaction

from omnitron.demo.locking import exclusively
from omnitron.demo.reference import write_reasons, write_reference
from omnitron.demo.seeding.pieces import Piece, each_piece
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.seeding.sellers import write_sellers
from orders.services.loading import loading

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
    "seed_request": "requests",
}
_INSERTS = (
    "insert_packages",
    "insert_items",
    "insert_transactions",
    "insert_discounts",
    "insert_contracts",
    "insert_plans",
    "insert_requests",
    "insert_events",
    "insert_revisions",
)


def seed_orders(plan: Plan, *, tell: Callable[[str], None], jobs: int = 1) -> int:
    """Write the orders of a plan that are not there yet; how many they were. Safe to repeat.

    More than one job writes pieces side by side, each over a connection of its own. Raises
    `Busy` while another seed runs.
    """
    with exclusively("seed"):
        with transaction.atomic():
            write_reference()
            write_reasons()
            write_sellers(plan)
        return _write_all(plan, tell, jobs)


def _write_all(plan: Plan, tell: Callable[[str], None], jobs: int) -> int:
    # An order may be by the customer of any piece before it, so people come first.
    for _ in each_piece(plan, _write_customers, jobs=jobs):
        pass
    written = done = 0
    for piece, orders in each_piece(plan, _write_orders, jobs=jobs):
        written += orders
        done += len(piece)
        tell(f"{done:,} of {plan.orders:,} orders")
    return written


def _write_customers(piece: Piece) -> int:
    piece.stage("seed_newcomer", "newcomers", key="j")
    piece.stage("seed_customer", "customers", key="j")
    piece.run("insert_customers")
    return piece.run("insert_addresses")


def _write_orders(piece: Piece) -> int:
    for table, file in _STAGES.items():
        piece.stage(table, file, key="k")
    with loading():
        orders = piece.run("insert_orders")
        for file in _INSERTS:
            piece.run(file)
    return orders
