"""Seller Center's packages, for marketplaces of every size, and for sellers and those of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import now

from benchmarks.seller_center import people, person, sellers_by_orders
from benchmarks.seller_center_lists import measure_list
from benchmarks.small_channels import small_channels
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
    """Each person with each filter of the package list."""
    return measure_list(LIST, Listing, _everybody(), _queries)


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
