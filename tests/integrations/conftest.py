import pytest

from tests.factories import SalesChannelFactory, UserFactory


@pytest.fixture
def channel(db):
    return SalesChannelFactory()


@pytest.fixture
def client(channel):
    """A client of the API that is given one sales channel."""
    return UserFactory(role="API client", channels=[channel])
