"""Seller Center's order list, for the marketplace and for the sellers of most and of few orders."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection

from benchmarks.samples import filter_queries
from benchmarks.seller_center_lists import measure_list
from omnitron.accounts.models import User
from omnitron.seller_center.order_list.listing import Listing
from orders.models import ChannelAccess, Order, SalesChannel, Seller, SellerStaff
from orders.stages import Stage

LIST = "/seller-center/orders/"
TAKEN_OVER = (
    *("customer, rare", "customer, common", "customer, absent", "search, number"),
    *("number, rare", "date, one day"),
)


def measure() -> list[dict[str, Any]]:
    """Each person with each filter of the order list."""
    return measure_list(LIST, Listing, people(), _queries)


def people() -> dict[str, User]:
    """The marketplace's person, and one of the seller with the most orders and with the fewest."""
    sellers = sellers_by_orders()
    marketplace = person("benchmark-mpo", "MPO")
    for channel in SalesChannel.objects.filter(channel_type=SalesChannel.Type.MARKETPLACE):
        ChannelAccess.objects.get_or_create(user=marketplace, channel=channel)
    found = {"marketplace": marketplace}
    for kind, (pk, count) in {"most": sellers[-1], "few": sellers[0]}.items():
        user = person(f"benchmark-{kind}", "Seller")
        SellerStaff.objects.get_or_create(user=user, seller=Seller.objects.get(pk=pk))
        found[f"seller of {count:,}"] = user
    return found


def person(username: str, role: str) -> User:
    """Somebody of a role, made where there is none."""
    user, _created = User.objects.get_or_create(username=username)
    user.groups.add(Group.objects.get(name=role))
    return user


@cache
def sellers_by_orders() -> list[tuple[int, int]]:
    """The sellers that have orders, each with how many, the fewest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seller, count(*) FROM orders_order, unnest(seller_ids) AS seller"
            " GROUP BY seller ORDER BY 2, 1"
        )
        return cursor.fetchall()


def _queries(user: User) -> dict[str, str]:
    samples = filter_queries()
    found = {"none": "", **{stage.value: f"status={stage.value}" for stage in Stage}}
    found |= {name: samples[name] for name in TAKEN_OVER}
    number = Order.objects.visible_to(user, "accounts.use_seller_center").first().number
    found["number of theirs"] = f"number={number}"
    if user.has_perm("accounts.view_all_sellers"):
        found |= {name: samples[name] for name in ("seller, rare", "seller, common")}
    return found
