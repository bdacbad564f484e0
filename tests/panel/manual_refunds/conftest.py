import pytest

from tests.cancellations.conftest import gateway, shop, unknown
from tests.cancellations.orders import register, run

__all__ = ["gateway", "shop", "unknown"]


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
