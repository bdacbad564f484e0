import pytest

from tests.factories import OrderFactory, UserFactory


@pytest.fixture
def order(db):
    return OrderFactory()


@pytest.fixture
def support(order):
    return UserFactory(
        role="Support",
        channels=[order.channel],
        username="elif",
        first_name="Elif",
        last_name="Şahin",
    )
