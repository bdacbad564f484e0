"""What is seen of packages is read in parts, each by an index, and is the same as in one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import QueryDict

from benchmarks.rows_read import rows_read_by
from omnitron.seller_center.packages.listing import MOST_PARTS, Listing
from omnitron.seller_center.packages.parts import Seen
from orders.models import Package, SellerStaff
from orders.package_actions import IN_PREPARATION
from orders.states import PackageStatus, Status
from tests.factories import (
    OrderFactory,
    PackageFactory,
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)
from tests.orders.packages.parcels import package_of, staff_of

pytestmark = pytest.mark.django_db

MANY = 2_000
BEGIN = datetime(2026, 3, 1, 9, tzinfo=UTC)
VIEWS = ("all", "preparing", "shipped")


def listing_of(user, **query):
    asked = QueryDict(mutable=True)
    asked.update(query)
    return Listing(user, asked)


def packages_read_by(action):
    return rows_read_by(action, table="orders_package")


def numbers(listing):
    return [row.package.number for row in listing.rows]


def crowd(seller, channel, *, status=PackageStatus.DELIVERED, **values):
    """So many packages of a seller in a channel, each placed a minute after the one before."""
    order = OrderFactory(channel=channel)
    name = f"{seller.pk}-{channel.pk}-{status}"
    Package.objects.bulk_create(
        PackageFactory.build(
            number=f"{name}-{place}",
            order=order,
            channel=channel,
            seller=seller,
            status=status,
            placed_at=BEGIN + timedelta(days=1, minutes=place),
            **values,
        )
        for place in range(MANY)
    )


def old(seller, channel, *statuses):
    """A package of each status, older than any of the crowd."""
    return [
        package_of(seller, status, order=OrderFactory(channel=channel, placed_at=BEGIN))
        for status in statuses
    ]


@pytest.fixture
def channels(db):
    return SalesChannelFactory.create_batch(3)


@pytest.fixture
def world(channels, seller):
    """Two marketplaces with a few old packages each, beside one with very many newer ones."""
    large, *small = channels
    for status in (
        PackageStatus.DELIVERED,
        PackageStatus.WAITING_PACKAGING,
        PackageStatus.SHIPPED,
    ):
        crowd(seller, large, status=status)
    statuses = (Status.DELIVERED, Status.APPROVED, Status.SHIPPED)
    packages = [package for channel in small for package in old(seller, channel, *statuses)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orders_package, orders_order, orders_seller")
    return packages


QUERIES = [
    *({"view": view} for view in VIEWS),
    {"view": "preparing", "status": "late"},
    {"view": "preparing", "status": "ready_to_ship"},
    {"view": "shipped", "status": "delivery_failed"},
    *({"view": view, "seller": "aurora"} for view in VIEWS),
]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_rare_marketplaces_cost_no_packages_of_others(channels, world, query):
    listing = listing_of(UserFactory(role="MPO", channels=channels[1:]), **query)

    assert packages_read_by(lambda: listing.rows) < 50
    assert packages_read_by(lambda: listing.count) < 50


@pytest.mark.parametrize(("view", "count"), [("all", 6), ("preparing", 2), ("shipped", 2)])
def test_rare_marketplaces_have_their_few(channels, world, view, count):
    listing = listing_of(UserFactory(role="MPO", channels=channels[1:]), view=view)

    assert listing.count == count
    assert len(listing.rows) == count
    assert set(numbers(listing)) <= {package.number for package in world}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("role", ["Seller", "MPO", "superuser"])
def test_one_page_is_read_of_very_many_packages(channels, seller, world, view, role):
    user = {
        "Seller": lambda: staff_of(seller),
        "MPO": lambda: UserFactory(role="MPO", channels=channels),
        "superuser": lambda: UserFactory(is_superuser=True),
    }[role]()
    listing = listing_of(user, view=view)

    # In each of three parts as many as are shown, and these once more.
    assert packages_read_by(lambda: listing.rows) < 250


def test_whoever_is_both_sees_each_package_once(channels, seller):
    mine, elsewhere, hidden = channels
    other = SellerFactory()
    seen = [
        *old(seller, mine, Status.APPROVED),
        *old(seller, elsewhere, Status.PREPARING),
        *old(other, mine, Status.SHIPPED),
    ]
    old(other, elsewhere, Status.APPROVED)
    old(other, hidden, Status.SHIPPED)
    user = UserFactory(role="MPO", channels=[mine])
    SellerStaff.objects.create(user=user, seller=seller)

    whole = listing_of(user, view="all")
    assert sorted(numbers(whole)) == sorted(package.number for package in seen)
    assert whole.count == 3
    preparing = listing_of(user, view="preparing")
    assert sorted(numbers(preparing)) == sorted(package.number for package in seen[:2])
    assert preparing.count == 2
    assert numbers(listing_of(user, view="shipped")) == [seen[2].number]


def test_a_superuser_sees_each_package_once(channels, seller):
    seen = [package for channel in channels for package in old(seller, channel, Status.APPROVED)]
    superuser = UserFactory(is_superuser=True)

    for query in ({"view": "all"}, {"view": "preparing"}, {"view": "all", "seller": "aurora"}):
        listing = listing_of(superuser, **query)
        assert sorted(numbers(listing)) == sorted(package.number for package in seen)
        assert listing.count == 3


@pytest.mark.parametrize("view", VIEWS)
def test_staff_of_very_many_sellers_read_in_order(view):
    user = UserFactory(role="Seller")
    packages = []
    for place in range(MOST_PARTS // len(IN_PREPARATION) + 1):
        seller = SellerFactory()
        SellerStaff.objects.create(user=user, seller=seller)
        order = OrderFactory(placed_at=BEGIN + timedelta(hours=place))
        packages.append(package_of(seller, Status.APPROVED, order=order).number)
    listing = listing_of(user, view=view)
    assert len(Seen(user, None).in_work(IN_PREPARATION)) > MOST_PARTS

    oldest_first = {"all": packages[::-1], "preparing": packages, "shipped": []}
    assert numbers(listing) == oldest_first[view]
