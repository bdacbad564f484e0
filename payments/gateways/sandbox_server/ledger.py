from bisect import bisect_left
from itertools import islice, takewhile
from typing import Any

from payments.gateways.sandbox_server.reading import read_count, read_moment
from payments.gateways.sandbox_server.store import Store

LARGEST_PAGE = 1000


def ledger_page(store: Store, query: dict[str, str]) -> dict[str, Any]:
    """Lines booked from `since` up to `until` after the line `after`; "next" continues."""
    after = read_count(query.get("after", "0"), "after")
    limit = min(read_count(query.get("limit", str(LARGEST_PAGE)), "limit", lowest=1), LARGEST_PAGE)
    with store.changed:
        lines = store.book.lines
        start = after
        if "since" in query:
            since = read_moment(query["since"], "since")
            start = max(start, bisect_left(lines, since, key=lambda line: line["booked_at"]))
        page = list(islice(lines, start, start + limit + 1))
    if "until" in query:
        until = read_moment(query["until"], "until")
        page = list(takewhile(lambda line: line["booked_at"] < until, page))
    more = len(page) > limit
    return {"lines": page[:limit], "next": page[limit - 1]["sequence"] if more else None}
