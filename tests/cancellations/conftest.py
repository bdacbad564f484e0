"""Plans, made by services and brought on by the jobs that workers run, with a real gateway."""

import pytest

from payments.gateways.registry import get_gateway
from tests.cancellations.orders import Shop
from tests.factories import CancellationReasonFactory, SalesChannelFactory, UserFactory


@pytest.fixture
def gateway(sandbox, settings):
    """The sandbox as this process reaches it."""
    settings.SANDBOX_GATEWAY_URL = sandbox.url
    settings.SANDBOX_GATEWAY_SECRET = sandbox.secret
    get_gateway.cache_clear()
    yield sandbox
    get_gateway.cache_clear()


@pytest.fixture
def shop(db):
    """A channel with one reason of each type and an operator, and the orders that a test places."""
    channel = SalesChannelFactory(currency="EUR")
    return Shop(
        channel=channel,
        operator=UserFactory(role="Operator", channels=[channel]),
        finance=UserFactory(role="Finance", channels=[channel]),
        reasons={
            kind: CancellationReasonFactory(cancellation_type=kind) for kind in ("cancel", "refund")
        },
    )
