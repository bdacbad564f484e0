"""People of Seller Center at noon, and packages and returns to count."""

from datetime import UTC, datetime, timedelta

import pytest

from cancellations.models import CancellationPlan
from orders.models import Package
from orders.states import Status
from tests.factories import (
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    OrderFactory,
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)
from tests.orders.packages.parcels import package_of, staff_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def channel(db):
    return SalesChannelFactory(currency="EUR")


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def mpo(client, channel):
    client.force_login(UserFactory(role="MPO", channels=[channel]))
    return client


@pytest.fixture
def staff(client, seller):
    client.force_login(staff_of(seller))
    return client


@pytest.fixture
def packed(channel):
    """`packed(seller, Status.SHIPPED)`: a package with an item of each status."""

    def packed(seller, *statuses, channel=channel, **options):
        placed = {"placed_at": NOON - timedelta(days=options.pop("days", 1))}
        order = OrderFactory(channel=channel, **placed)
        changes = {name: options.pop(name) for name in list(options) if name.endswith("_at")}
        package = package_of(seller, *statuses, order=order, **options)
        Package.objects.filter(pk=package.pk).update(**changes)
        return package

    return packed


@pytest.fixture
def returned(packed):
    """`returned(seller)`: a return that waits for the seller, asked for some days ago."""

    def returned(seller, days=0, **options):
        item = packed(seller, Status.DELIVERED, **options).items.get()
        entry = CancellationPlanItemFactory(
            item=item,
            plan=CancellationPlanFactory(
                order=item.order, plan_type="refund", seller=seller, confirmation="due"
            ),
        )
        made = NOON - timedelta(days=days)
        escalated = NOON if days >= 3 else None
        CancellationPlan.objects.filter(pk=entry.plan_id).update(
            created_at=made, escalated_at=escalated
        )
        return entry.plan

    return returned
