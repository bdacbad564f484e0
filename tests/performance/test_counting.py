"""How sellers did, counted from orders, plans and packages."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from cancellations.services.rejecting_items import reject_items
from cancellations.services.withdrawing import withdraw_plan
from omnitron.accounts.panels import SELLER_CENTER
from orders.services.rolling_up import roll_up
from orders.states import Status
from performance.jobs.counting import count_performance
from performance.models import WEEKS, SellerPerformance
from tests.factories import (
    CancellationReasonFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
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
def seller(db):
    return SellerFactory()


@pytest.fixture
def staff(seller):
    return staff_of(seller)


@pytest.fixture
def out_of_stock(db):
    return CancellationReasonFactory(cancellation_type="cancel", subject="Out of stock")


def sold(seller, channel, *statuses, days_ago=1, price="10.00", **package):
    """An order with an item of the seller of each status, in one package."""
    placed_at = timezone.now() - timedelta(days=days_ago)
    order = OrderFactory(channel=channel, placed_at=placed_at, is_send=True, payments=1)
    parcel = PackageFactory(order=order, seller=seller, **package)
    for status in statuses or [Status.APPROVED]:
        OrderItemFactory(order=order, package=parcel, status=status, price=Decimal(price))
    return order


def reject(actor, order, reason, *, items=1):
    ids = list(order.items.order_by("pk").values_list("pk", flat=True)[:items])
    return reject_items(
        actor=actor, number=order.number, item_ids=ids, reason_id=reason.pk, key=uuid4()
    )


def counted(seller):
    count_performance()
    return SellerPerformance.objects.get(seller=seller)


def test_orders_and_items_of_30_and_of_90_days_are_counted(seller, channel):
    sold(seller, channel, Status.APPROVED, Status.SHIPPED, days_ago=2)
    sold(seller, channel, days_ago=31)
    sold(seller, channel, days_ago=91)

    row = counted(seller)

    assert (row.orders_30, row.items_30, row.orders_90, row.items_90) == (1, 2, 2, 3)


def test_what_nobody_approved_does_not_count(seller, channel):
    sold(seller, channel, Status.WAITING)
    order = OrderFactory(channel=channel)
    parcel = PackageFactory(order=order, seller=seller)
    held = {"status_before_cancellation": Status.PAYMENT_WAITING}
    OrderItemFactory(order=order, package=parcel, status=Status.CANCELLATION_WAITING, **held)
    OrderItemFactory(order=order, package=parcel, status=Status.CANCELED, approved=False)
    assert count_performance() == 0


def test_a_line_that_waits_for_its_approval_counts_once_it_has_it(seller, channel):
    order = sold(seller, channel, Status.PAYMENT_WAITING)
    other = SellerFactory()
    OrderItemFactory(order=order, seller=other)
    assert counted(other).items_30 == 1
    assert not SellerPerformance.objects.filter(seller=seller).exists()

    order.items.filter(seller=seller).update(status=Status.APPROVED)
    roll_up([order.pk])

    row = counted(seller)
    assert (row.orders_30, row.items_30, row.packages_30) == (1, 1, 1)


def test_another_seller_s_items_are_theirs(seller, channel):
    order = sold(seller, channel)
    other = SellerFactory()
    OrderItemFactory(order=order, seller=other)

    assert counted(seller).items_30 == 1
    assert SellerPerformance.objects.get(seller=other).items_30 == 1


def test_rejected_items_cost_what_goes_back_and_say_why(seller, channel, staff, out_of_stock):
    order = sold(seller, channel, Status.APPROVED, Status.APPROVED, Status.APPROVED)
    reject(staff, order, out_of_stock, items=2)

    row = counted(seller)

    assert (row.rejected_30, row.rejected_90) == (2, 2)
    assert (row.cost_30, row.cost_90) == (Decimal(20), Decimal(20))
    assert row.reasons_30 == row.reasons_90 == {str(out_of_stock.pk): 2}
    row = SellerPerformance.objects.with_rates().get()
    assert round(row.rate_30, 1) == 66.7


def test_a_rejection_by_the_marketplace_counts_for_the_seller(seller, channel, out_of_stock):
    mpo = UserFactory(role="MPO", channels=[channel])
    reject(mpo, sold(seller, channel), out_of_stock)
    assert counted(seller).rejected_30 == 1


def test_a_rejection_withdrawn_in_time_does_not_count(seller, channel, staff, out_of_stock):
    plan = reject(staff, sold(seller, channel), out_of_stock)
    withdraw_plan(actor=staff, plan_id=plan.pk, panel=SELLER_CENTER)

    row = counted(seller)

    assert (row.rejected_30, row.cost_30, row.reasons_30) == (0, 0, {})


def test_a_rejection_of_an_order_before_counts_in_its_own_time(
    seller, channel, staff, out_of_stock
):
    reject(staff, sold(seller, channel, days_ago=40), out_of_stock)

    row = counted(seller)

    assert (row.rejected_30, row.rejected_90, row.reasons_30) == (0, 1, {})


@pytest.mark.parametrize(
    ("ship_by", "shipped_at", "late"),
    [(-1, None, 1), (1, None, 0), (-2, -1, 1), (-1, -2, 0), (None, None, 0)],
)
def test_a_package_that_leaves_after_its_day_is_late(seller, channel, ship_by, shipped_at, late):
    def moment(days):
        return None if days is None else timezone.now() + timedelta(days=days)

    sold(seller, channel, ship_by=moment(ship_by), shipped_at=moment(shipped_at))

    row = counted(seller)

    assert (row.packages_30, row.late_30) == (1, late)


def test_a_package_of_which_nothing_is_left_is_not_late(seller, channel):
    yesterday = timezone.now() - timedelta(days=1)
    order = sold(seller, channel, Status.CANCELED, ship_by=yesterday)
    roll_up([order.pk])

    row = counted(seller)

    assert (row.packages_30, row.late_30) == (0, 0)


@pytest.mark.parametrize(("shipped_at", "packages"), [(None, 0), (timezone.now(), 1)])
def test_a_package_that_waits_for_its_cancellation_before_it_left_is_not_late(
    seller, channel, shipped_at, packages
):
    yesterday = timezone.now() - timedelta(days=1)
    order = sold(seller, channel, Status.CANCELED, ship_by=yesterday, shipped_at=shipped_at)
    OrderItemFactory(
        order=order,
        package=order.packages.get(),
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.SHIPPED if shipped_at else Status.APPROVED,
    )

    row = counted(seller)

    assert (row.packages_30, row.late_30) == (packages, packages)


def test_the_weeks_stand_the_oldest_first(seller, channel, staff, out_of_stock):
    sold(seller, channel, days_ago=1)
    sold(seller, channel, days_ago=8)
    reject(staff, sold(seller, channel, days_ago=8), out_of_stock)

    row = counted(seller)

    assert row.weekly_items == [0] * (WEEKS - 2) + [2, 1]
    assert row.weekly_rejected == [0] * (WEEKS - 2) + [1, 0]


def test_each_channel_counts_apart_in_its_own_currency(seller, channel):
    sold(seller, channel)
    sold(seller, SalesChannelFactory(currency="TRY"))
    assert count_performance() == 2


def test_counting_again_changes_what_changed_and_forgets_what_is_over(seller, channel):
    order = sold(seller, channel, days_ago=89)
    count_performance()
    order.placed_at -= timedelta(days=2)
    order.save()
    gone = SellerPerformance.objects.get()

    assert count_performance() == 0
    assert not SellerPerformance.objects.filter(pk=gone.pk).exists()


def test_who_sees_whose(seller, channel, staff):
    sold(seller, channel)
    other = SellerFactory()
    sold(other, SalesChannelFactory())
    count_performance()

    def seen(user):
        rows = SellerPerformance.objects.visible_to(user)
        return set(rows.values_list("seller", flat=True))

    assert seen(staff) == {seller.pk}
    assert seen(UserFactory(role="MPO", channels=[channel])) == {seller.pk}
    assert seen(UserFactory(is_superuser=True)) == {seller.pk, other.pk}
    assert seen(UserFactory(role="Operator", channels=[channel])) == set()
