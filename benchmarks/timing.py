"""Server time of pages, as the test client sees it: all middleware, no network."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = int(os.environ.get("ROUNDS", "7"))
# A page of ours is asked for more often than its peer, which may take a second.
OURS_PER_ROUND = 3


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one page."""

    median: float
    p95: float
    queries: int
    kilobytes: float
    peer: float | None = None


def time_page(client: Client, url: str, *, peer: tuple[Client, str] | None = None) -> Timing:
    """Ask for a page again and again, and in between for its peer.

    Turn by turn, so that a machine that is slow for a while is slow for both. The first answers
    only warm up.
    """
    took(client, url)
    if peer:
        took(*peer)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        # Read here: the next request forgets the queries of this one.
        count = len(queries)
    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours += [took(client, url) for _run in range(OURS_PER_ROUND)]
        if peer:
            theirs.append(took(*peer))
    ours.sort()
    return Timing(
        median=ours[len(ours) // 2],
        p95=ours[round((len(ours) - 1) * 0.95)],
        queries=count,
        kilobytes=len(response.content) / 1000,
        peer=sorted(theirs)[len(theirs) // 2] if theirs else None,
    )


def took(client: Client, url: str) -> float:
    """Milliseconds of a page that is asked for once."""
    begin = time.perf_counter()
    response = client.get(url)
    milliseconds = (time.perf_counter() - begin) * 1000
    assert response.status_code == 200, (url, response.status_code)
    return milliseconds


def peak_megabytes() -> float:
    """The most memory that this process ever had."""
    status = Path("/proc/self/status").read_text()
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024
