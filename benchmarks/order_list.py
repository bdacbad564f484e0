"""P1: the order list against the stock change list of Django's admin, over the same table."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib.auth.models import Group
from django.http import QueryDict
from django.test import Client

from benchmarks.rows_read import rows_read_by
from benchmarks.samples import filter_queries
from benchmarks.timing import time_page
from omnitron.accounts.models import User
from omnitron.panel.order_list.listing import Listing
from orders.models import ChannelAccess, Order, SalesChannel

LIST = "/omnitron/orders/"
PEER = "/peer/orders/order/"
PEER_RANGES = {
    "placed_from": "placed_at__gte",
    "placed_to": "placed_at__date__lte",
    "currency": "currency__exact",
    "amount_from": "amount__gte",
}
PEER_NAMES = {
    "status": "status__exact",
    "channel": "channel__id__exact",
    "platform": "client_type__exact",
}


def operator() -> User:
    """Somebody who looks orders up in every channel."""
    user, _created = User.objects.get_or_create(username="benchmark")
    user.groups.add(Group.objects.get(name="Operator"))
    for channel in SalesChannel.objects.all():
        ChannelAccess.objects.get_or_create(user=user, channel=channel)
    return user


def client_of(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(user, backend="omnitron.accounts.backends.RoleBackend")
    return client


def _peer_client() -> Client:
    admin, _created = User.objects.get_or_create(
        username="benchmark-admin", defaults={"is_superuser": True, "is_staff": True}
    )
    return client_of(admin)


def measure(*, with_peer: bool) -> list[dict[str, Any]]:
    """One row for each page: ours, the peer's where it has such a page, the ratio."""
    client, peer_client = client_of(operator()), _peer_client()
    rows = []
    for name, query in _pages().items():
        peer_url = _peer_url(name, query) if with_peer else ""
        peer = (peer_client, peer_url) if peer_url else None
        ours = time_page(client, f"{LIST}?{query}", peer=peer)
        row = {"page": name, "p95": ours.p95, "median": ours.median, "queries": ours.queries}
        if ours.peer:
            row |= {"peer": ours.peer, "ratio": ours.peer / ours.median}
        rows.append(row)
        print(".", end="", file=sys.stderr, flush=True)
    return rows


def explain() -> list[dict[str, Any]]:
    """For each filter, in both sorts: the rows that its queries read."""
    user = operator()
    rows = []
    for name, query in filter_queries().items():
        row: dict[str, Any] = {"filter": name}
        for sort in ("-date", "date", "-amount", "amount"):
            text = f"{query}&sort={sort}"
            if "amount" in sort and "currency" not in text:
                text += "&currency=TRY"
            page, count = _rows_of(user, text)
            row[sort] = f"{page:,} + {count:,}"
        rows.append(row)
    return rows


def _rows_of(user: User, query: str) -> tuple[int, int]:
    """Rows read for the page, and for the count beside it."""
    listing = Listing(user, QueryDict(query))
    count = rows_read_by(lambda: listing.count)
    page = rows_read_by(lambda: listing.page)
    return page, count


def _pages() -> dict[str, str]:
    return {"first page": "", "20th page": _twentieth()} | filter_queries()


def _twentieth() -> str:
    query = ""
    for _ in range(19):
        page = Listing(operator(), QueryDict(query)).page
        query = urlencode({"after": page.next})
    return query


def _peer_url(name: str, query: str) -> str:
    field = name.split(",")[0]
    value = query.partition("=")[2]
    if name == "first page":
        return PEER
    if name == "20th page":
        return f"{PEER}?p=20"
    if field in PEER_NAMES:
        return f"{PEER}?{PEER_NAMES[field]}={value}"
    if field in ("search", "customer", "number"):
        return f"{PEER}?q={value}"
    if field == "reported":
        return f"{PEER}?is_send__exact={int(value == 'yes')}"
    if field == "waiting":
        return f"{PEER}?cancellation_waiting__exact={int(value == 'yes')}"
    if field in ("date", "amount", "currency"):
        # A column of the row itself, which the admin takes from the address.
        return f"{PEER}?{urlencode([(PEER_RANGES[key], text) for key, text in parse_qsl(query)])}"
    return ""


def orders() -> int:
    """How many orders there are to find."""
    return Order.objects.count()
