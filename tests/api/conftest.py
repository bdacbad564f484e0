"""Who asks in tests of the API."""

import pytest

from tests.api.clients import client_of
from tests.factories import SalesChannelFactory, UserFactory


@pytest.fixture
def channel(db):
    return SalesChannelFactory()


@pytest.fixture
def api(channel):
    """A client with the role for it, which sees one sales channel."""
    return client_of(UserFactory(role="API client", channels=[channel]))


@pytest.fixture
def stranger(db):
    """One with the same role, which sees another sales channel."""
    return client_of(UserFactory(role="API client", channels=[SalesChannelFactory()]))


@pytest.fixture(autouse=True)
def _nobody_asks_too_often(settings):
    """All tests ask from one address, within a minute or two."""
    settings.API_REQUESTS_PER_MINUTE = settings.API_SIGN_INS_PER_MINUTE = 1_000_000
