import pytest

from tests.factories import WebhookFactory
from tests.webhooks.receiver import receiving


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def webhook(db, receiver):
    """A webhook of the receiver, which wants everything."""
    return WebhookFactory(url=receiver.url)
