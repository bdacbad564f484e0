"""What a receipt says of the rows, read in the snapshot that the rows come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from exports.kinds.base import keys_of
from omnitron.core.money import round_to_currency
from orders.models import Order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection

    from exports.kinds.queries import Query
    from exports.models import Export

# A receipt names no more of the orders that are gone.
MOST_NAMED = 20


class Figures(NamedTuple):
    """How many rows, the sums by currency, and the chosen orders that are not among them."""

    rows_total: int
    sums: dict[str, str]
    missing_count: int
    missing_numbers: list[str]


def figures_of(rows: Connection[Any], query: Query, export: Export) -> Figures:
    """The figures of an export; its rows follow in the same snapshot."""
    by_currency = rows.execute(query.figures()).fetchall()
    count, numbers = _missing(rows, query, export)
    return Figures(
        rows_total=sum(number for _currency, number, _sum in by_currency),
        sums={
            currency: str(round_to_currency(total, currency))
            for currency, _number, total in sorted(by_currency)
        },
        missing_count=count,
        missing_numbers=numbers,
    )


def _missing(rows: Connection[Any], query: Query, export: Export) -> tuple[int, list[str]]:
    """Orders chosen one by one that the file is without; named are those that are still seen.

    Whoever chose by keys that they made up learns no number.
    """
    selection = export.selection
    if selection is None or selection.all_matching or not selection.order_ids:
        return 0, []
    # No parameters: the statements of what is visible have their values, and signs of percent, in
    # them.
    gone = rows.execute(
        f"SELECT id FROM unnest({_listed(selection.order_ids)}) AS chosen (id)"
        f" WHERE id NOT IN ({query.visible.orders})"
    ).fetchall()
    seen = keys_of(Order.objects.visible_to(export.requested_by, export.panel))
    named = rows.execute(
        f"SELECT number FROM orders_order WHERE id = ANY({_listed(key for (key,) in gone)})"
        f" AND id IN ({seen}) ORDER BY id LIMIT {MOST_NAMED}"
    ).fetchall()
    return len(gone), [number for (number,) in named]


def _listed(keys: Iterable[int]) -> str:
    return f"'{{{','.join(str(int(key)) for key in keys)}}}'::bigint[]"
