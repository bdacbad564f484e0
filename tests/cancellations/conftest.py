"""Plans, made by services and brought on by the jobs that workers run, with a real gateway."""

import pytest

from cancellations.jobs.executing import execute_plan
from payments.gateways.registry import get_gateway
from tests.cancellations.orders import opened_shop, register, run_in_vain
from tests.factories import SalesChannelFactory


@pytest.fixture
def gateway(sandbox, settings):
    """The sandbox as this process reaches it."""
    settings.SANDBOX_GATEWAY_URL = sandbox.url
    settings.SANDBOX_GATEWAY_SECRET = sandbox.secret
    get_gateway.cache_clear()
    yield sandbox
    get_gateway.cache_clear()


@pytest.fixture
def shop(db, settings):
    """A channel with one reason of each type and an operator, and the orders that a test places."""
    with opened_shop(SalesChannelFactory(currency="EUR"), settings) as shop:
        yield shop


@pytest.fixture
def begin(shop, gateway):
    """Begin a plan for each amount, of an order each, and give the plans and their refunds."""

    def make(*amounts, pay=lambda amount: None):
        plans, refund_ids = [], []
        for amount in amounts:
            order = shop.place(amount, pay=pay(amount))
            register(gateway, order)
            plan = shop.plan(order, shop.wish(order.items.get()))
            refund_ids += execute_plan(plan.pk)
            plans.append(plan)
        return plans, refund_ids

    return make


@pytest.fixture
def begun(begin):
    """A plan whose only refund is requested and not yet sent."""
    (plan,), _refund_ids = begin("30.00")
    return plan


@pytest.fixture
def unknown(shop, gateway):
    """A plan whose refund nobody could find out about for a day."""
    order = shop.place("30.00")
    register(gateway, order)
    return run_in_vain(gateway, shop.plan(order, shop.wish(order.items.get())))
