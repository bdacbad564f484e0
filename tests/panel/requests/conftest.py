import pytest

from tests.cancellations.conftest import gateway, shop

__all__ = ["gateway", "shop"]


@pytest.fixture
def operator(client, shop):
    """The browser of the shop's operator."""
    client.force_login(shop.operator)
    return client
