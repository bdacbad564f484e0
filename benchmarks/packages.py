"""Seller Center's packages, for marketplaces of every size, and for sellers and those of many."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.timezone import now

from benchmarks.order_list import client_of
from benchmarks.rows_read import rows_read_by
from benchmarks.seller_center import people, person, sellers_by_orders
from benchmarks.small_channels import small_channels
from benchmarks.timing import time_page
from omnitron.seller_center.packages.filters import LATE
from omnitron.seller_center.packages.listing import Listing
from omnitron.seller_center.packages.views import PREPARING, SHIPPED, VIEWS
from orders.models import ChannelAccess, Package, Seller, SellerStaff

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from omnitron.accounts.models import User
    from orders.models import SalesChannel

LIST = "/seller-center/packages/"
MANY = 60


def measure() -> list[dict[str, Any]]:
    """One row for each person and filter: the rows that its queries read, and how long it takes."""
    rows = []
    for who, user in _everybody().items():
        for name, query in _queries(user).items():
            timing = time_page(client_of(user), f"{LIST}?{query}")
            row = {"who": who, "filter": name, "p95": timing.p95, "median": timing.median}
            rows.append(row | {"queries": timing.queries} | _rows_read(user, query))
            print(".", end="", file=sys.stderr, flush=True)
    return rows


def _everybody() -> dict[str, User]:
    small, rare = small_channels()
    sellers = [pk for pk, _count in sellers_by_orders()]
    one = _marketplace("small", [small])
    both = _marketplace("both", [small])
    _staff(both, sellers[-1:])
    many = person("benchmark-staff", "Seller")
    _staff(many, sellers[:: max(1, len(sellers) // MANY)][:MANY])
    superuser, _created = type(one).objects.get_or_create(
        username="benchmark-all", is_superuser=True
    )
    return people() | {
        "one small marketplace": one,
        "two rare marketplaces": _marketplace("rare", [small, rare]),
        "small marketplace and seller": both,
        f"staff of {many.seller_staff.count()} sellers": many,
        "superuser": superuser,
    }


def _marketplace(name: str, channels: Iterable[SalesChannel]) -> User:
    user = person(f"benchmark-mpo-{name}", "MPO")
    for channel in channels:
        ChannelAccess.objects.get_or_create(user=user, channel=channel)
    return user


def _staff(user: User, sellers: Collection[int]) -> None:
    for seller in Seller.objects.filter(pk__in=sellers):
        SellerStaff.objects.get_or_create(user=user, seller=seller)


def _queries(user: User) -> dict[str, str]:
    found = {name: f"view={name}" for name in VIEWS}
    for name in (PREPARING, SHIPPED):
        statuses = sorted(VIEWS[name].statuses)
        found |= {f"{name}, {status}": f"view={name}&status={status}" for status in statuses}
    found["preparing, late"] = f"view={PREPARING}&status={LATE}"
    found["all, before a year"] = f"view=all&after={_a_year_ago()}"
    number = Package.objects.visible_to(user).order_by("pk").values_list("number", flat=True)[0]
    found |= {"number of theirs": f"number={number}", "number, absent": "number=NO-SUCH-NUMBER"}
    if user.has_perm("accounts.view_all_sellers"):
        sellers = sellers_by_orders()
        for kind, (pk, _count) in {"rare": sellers[0], "common": sellers[-1]}.items():
            code = Seller.objects.get(pk=pk).code
            found |= {f"{name}, seller, {kind}": f"view={name}&seller={code}" for name in VIEWS}
    return found


def _a_year_ago() -> str:
    moment = now().replace(year=now().year - 1)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}~0"


def _rows_read(user: User, query: str) -> dict[str, str]:
    """For the page, and for the counts of the tabs beside it."""
    listing = Listing(user, QueryDict(query))
    count = rows_read_by(lambda: listing.count)
    page = rows_read_by(lambda: listing.rows)
    return {"page": f"{page:,}", "counts": f"{count:,}"}
