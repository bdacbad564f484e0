import pytest

from tests.factories import SalesChannelFactory, SellerFactory, UserFactory
from tests.orders.packages.parcels import staff_of


@pytest.fixture
def channel():
    return SalesChannelFactory(name="Mercado")


@pytest.fixture
def seller():
    return SellerFactory(name="Casa Aurora", code="aurora")


@pytest.fixture
def staff(seller):
    """Somebody who works for the seller."""
    return staff_of(seller)


@pytest.fixture
def mpo(channel):
    """Somebody of the marketplace."""
    return UserFactory(role="MPO", channels=[channel])


@pytest.fixture
def panel(client, staff):
    """The browser of the seller's person."""
    client.force_login(staff)
    return client
