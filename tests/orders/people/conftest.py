import pytest

from tests.factories import SalesChannelFactory, UserFactory


@pytest.fixture
def channel():
    return SalesChannelFactory()


@pytest.fixture
def actor(channel):
    return UserFactory(role="API client", channels=[channel])
