"""A sales channel with orders, and the client that asks about them."""

import pytest

from tests.cancellations.conftest import gateway
from tests.cancellations.orders import opened_shop
from tests.factories import SalesChannelFactory

__all__ = ["gateway"]


@pytest.fixture
def channel(db):
    """A shop without a seller's say in returns."""
    return SalesChannelFactory(currency="EUR", channel_type="web")


@pytest.fixture
def shop(channel, settings):
    """What people do in the channel."""
    with opened_shop(channel, settings) as shop:
        yield shop
