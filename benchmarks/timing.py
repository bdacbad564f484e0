"""Server time of pages, as the test client sees it: all middleware, no network."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from django.test import Client

RUNS = 20


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one page."""

    median: float
    p95: float
    queries: int
    kilobytes: float


def time_page(client: Client, url: str, *, runs: int = RUNS) -> Timing:
    """Ask for a page again and again; the first answer only warms up."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        # Read here: the next request forgets the queries of this one.
        count = len(queries)
    took = []
    for _ in range(runs):
        begin = time.perf_counter()
        client.get(url)
        took.append((time.perf_counter() - begin) * 1000)
    took.sort()
    return Timing(
        median=took[len(took) // 2],
        p95=took[min(len(took) - 1, round(len(took) * 0.95))],
        queries=count,
        kilobytes=len(response.content) / 1000,
    )
