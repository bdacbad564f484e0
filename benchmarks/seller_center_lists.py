"""The lists of Seller Center: how long a page takes, and the rows that it reads."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from benchmarks.order_list import client_of
from benchmarks.rows_read import rows_read_by
from benchmarks.timing import time_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from omnitron.accounts.models import User


def measure_list(
    path: str,
    listing: Callable[[User, QueryDict], Any],
    people: Mapping[str, User],
    queries: Callable[[User], Mapping[str, str]],
) -> list[dict[str, Any]]:
    """One row for each person and filter, for the page and for the counts of the tabs beside it."""
    rows = []
    for who, user in people.items():
        for name, query in queries(user).items():
            timing = time_page(client_of(user), f"{path}?{query}")
            shown = listing(user, QueryDict(query))
            counts = rows_read_by(lambda shown=shown: shown.count)
            page = rows_read_by(lambda shown=shown: shown.rows)
            rows.append(
                {
                    "who": who,
                    "filter": name,
                    "p95": timing.p95,
                    "median": timing.median,
                    "queries": timing.queries,
                    "page": f"{page:,}",
                    "counts": f"{counts:,}",
                }
            )
            print(".", end="", file=sys.stderr, flush=True)
    return rows
