import pytest

from tests.cancellations.conftest import gateway, shop
from tests.seller_center.market import open_market

__all__ = ["gateway", "shop"]


@pytest.fixture
def market(shop):
    return open_market(shop)


@pytest.fixture
def enter(client):
    """`enter(user)`: their browser."""

    def enter(user):
        client.force_login(user)
        return client

    return enter
