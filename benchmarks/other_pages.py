"""The dashboards and the lists beside the order list, each for whoever works with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.cache import cache

from benchmarks.order_list import client_of
from benchmarks.seller_center import people
from benchmarks.timing import time_page, took
from omnitron.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_ALL = {
    "dashboard": "/seller-center/",
    "returns": "/seller-center/returns/",
    "performance": "/seller-center/performance/",
}
OF_MARKETPLACE = {"sellers": "/seller-center/sellers/"}
OF_BRAND = {"Omnitron dashboard": "/omnitron/"}


def measure() -> list[dict[str, Any]]:
    """One row for each person and page; `first` is with nothing kept from before."""
    rows = []
    for who, user, name, url in _pages():
        client = client_of(user)
        client.get(url)
        cache.clear()
        first = took(client, url)
        timing = time_page(client, url)
        rows.append(
            {
                "who": who,
                "page": name,
                "first": first,
                "p95": timing.p95,
                "median": timing.median,
                "queries": timing.queries,
            }
        )
        print(".", end="", file=sys.stderr, flush=True)
    return rows


def _pages() -> Iterator[tuple[str, User, str, str]]:
    found = people()
    for who, user in found.items():
        pages = dict(OF_ALL)
        if who == "marketplace":
            pages |= OF_MARKETPLACE
        for name, url in pages.items():
            yield who, user, name, url
    brand, _created = User.objects.get_or_create(username="benchmark-all", is_superuser=True)
    for name, url in OF_BRAND.items():
        yield "all channels", brand, name, url
