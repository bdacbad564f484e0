"""A month of orders as of one noon, and what hangs on them."""

from datetime import UTC, datetime, timedelta

import pytest

from orders.states import Status
from tests.factories import (
    CancellationPlanFactory,
    OrderFactory,
    SalesChannelFactory,
    UserFactory,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def channel(db):
    return SalesChannelFactory(currency="EUR")


@pytest.fixture
def sign_in(client, channel):
    """`sign_in("Finance")`: the browser of somebody with a role and the channel."""

    def sign_in(role="Operator", **options):
        options = {"channels": [channel], "time_zone": "Europe/Istanbul", **options}
        client.force_login(UserFactory(**({"role": role} if role else {}), **options))
        return client

    return sign_in


@pytest.fixture
def placed(channel):
    """`placed(2, Status.CANCELED)`: an order of one item, placed so many days ago."""

    def placed(days, status=Status.APPROVED, **options):
        options = {"channel": channel, **options}
        at = NOON - timedelta(days=days)
        return OrderFactory(placed_at=at, items=1, items__status=status, **options)

    return placed


@pytest.fixture
def planned(placed, time_machine):
    """`planned(2, "refund")`: a plan that was made so many days ago, of an order much older."""

    def planned(days, plan_type="cancel", **options):
        order = options.pop("order", None) or placed(90)
        time_machine.move_to(NOON - timedelta(days=days))
        plan = CancellationPlanFactory(order=order, plan_type=plan_type, **options)
        time_machine.move_to(NOON)
        return plan

    return planned
