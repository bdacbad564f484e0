"""A sales channel with orders, and the client that asks about them."""

import pytest

from payments.gateways.registry import get_gateway
from tests.cancellations.conftest import gateway
from tests.cancellations.orders import Shop
from tests.factories import CancellationReasonFactory, SalesChannelFactory, UserFactory

__all__ = ["gateway"]


@pytest.fixture
def channel(db):
    """A shop without a seller's say in returns."""
    return SalesChannelFactory(currency="EUR", channel_type="web")


@pytest.fixture
def shop(channel, settings):
    """What people do in the channel; its cards have a gateway, away unless a test runs one."""
    if not settings.SANDBOX_GATEWAY_URL:
        settings.SANDBOX_GATEWAY_URL = "http://127.0.0.1:1"
        get_gateway.cache_clear()
    yield Shop(
        channel=channel,
        operator=UserFactory(role="Operator", channels=[channel]),
        finance=UserFactory(role="Finance", channels=[channel]),
        reasons={
            kind: CancellationReasonFactory(cancellation_type=kind) for kind in ("cancel", "refund")
        },
    )
    get_gateway.cache_clear()
