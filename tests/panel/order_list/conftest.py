import pytest

from tests.factories import SalesChannelFactory, UserFactory


@pytest.fixture
def channel():
    return SalesChannelFactory(name="Marketplace")


@pytest.fixture
def operator(channel):
    return UserFactory(role="Operator", channels=[channel])


@pytest.fixture
def panel(client, operator):
    client.force_login(operator)
    return client
