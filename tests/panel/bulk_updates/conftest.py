import pytest

from tests.factories import SalesChannelFactory, UserFactory


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def channel():
    return SalesChannelFactory()


@pytest.fixture
def user(channel):
    return UserFactory(role="Operator", channels=[channel])


@pytest.fixture
def operator(client, user):
    """The browser of an operator of the channel."""
    client.force_login(user)
    return client
