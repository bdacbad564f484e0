"""What rejecting items would make of their sellers' rates."""

from datetime import timedelta

import pytest
from django.utils import timezone

from performance.foreseeing import foresee
from performance.jobs.counting import count_performance
from performance.models import SellerPerformance
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(db):
    return SalesChannelFactory()


@pytest.fixture
def aurora(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def staff(aurora):
    return staff_of(aurora)


def sold(channel, *sellers, days_ago=1):
    """The items of an order with one of each of these sellers."""
    placed_at = timezone.now() - timedelta(days=days_ago)
    order = OrderFactory(channel=channel, placed_at=placed_at)
    return [OrderItemFactory(order=order, seller=seller) for seller in sellers]


def told(user, items):
    """Each seller's rate before and after."""
    return [(str(one.seller), one.now, one.then) for one in foresee(user, items[0].order, items)]


def counted(seller, *, rejected):
    count_performance()
    SellerPerformance.objects.filter(seller=seller).update(rejected_30=rejected)


def test_the_lines_count_as_they_will_be_counted(channel, aurora, staff):
    items = sold(channel, *[aurora] * 8)
    items[0].quantity = 5
    counted(aurora, rejected=1)

    assert told(staff, items[:2]) == [("Casa Aurora", 12.5, 37.5)]


def test_only_the_sellers_of_the_items_are_told(channel, aurora):
    other = SellerFactory(name="Ateliê")
    items = sold(channel, aurora, aurora, other)
    sold(SalesChannelFactory(), aurora)
    counted(aurora, rejected=0)
    mpo = UserFactory(role="MPO", channels=[channel])

    assert told(mpo, items[:1]) == [("Casa Aurora", 0, 50)]
    assert told(mpo, items[1:]) == [("Ateliê", 0, 100), ("Casa Aurora", 0, 50)]


def test_nothing_is_told_where_nothing_was_counted(channel, aurora, staff):
    assert told(staff, sold(channel, aurora)) == []


def test_an_order_from_before_the_30_days_changes_nothing_of_them(channel, aurora, staff):
    sold(channel, aurora)
    old = sold(channel, aurora, days_ago=31)
    count_performance()

    assert told(staff, old) == []


def test_what_was_not_counted_yet_makes_no_more_than_all(channel, aurora, staff):
    sold(channel, aurora)
    counted(aurora, rejected=1)

    assert told(staff, sold(channel, aurora, aurora)) == [("Casa Aurora", 100, 100)]
