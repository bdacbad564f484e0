from datetime import timedelta

import pytest
from django.utils import timezone

from cancellations.jobs.settling import settle_plan
from payments.models import Refund
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run

__all__ = ["gateway", "shop"]


@pytest.fixture
def finance(client, shop):
    """The browser of the shop's finance department."""
    client.force_login(shop.finance)
    return client


@pytest.fixture
def declined(shop, gateway):
    """A plan over two items whose only refund the gateway has declined."""
    order = shop.place("30.00", "20.00", email="ines@example.com", first_name="Inês")
    register(gateway, order)
    gateway.mode("decline", next=1)
    return run(shop.plan(order, shop.wish(*order.items.all())))


@pytest.fixture
def unknown(shop, gateway):
    """A plan whose refund no machine could find out about for a day."""
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("error_500", next=1)
    plan = run(shop.plan(order, shop.wish(order.items.get())))
    long_ago = timezone.now() - timedelta(hours=21)
    Refund.objects.update(first_sent_at=long_ago, last_sent_at=long_ago)
    settle_plan(plan.pk)
    return plan
