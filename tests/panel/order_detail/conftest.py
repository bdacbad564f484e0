import pytest

from tests.factories import SalesChannelFactory, UserFactory


@pytest.fixture
def channel(db):
    return SalesChannelFactory(name="Marketplace")


@pytest.fixture
def support(channel):
    return UserFactory(
        role="Support", channels=[channel], username="elif", first_name="Elif", last_name="Şahin"
    )


@pytest.fixture
def panel(client, support):
    client.force_login(support)
    return client
