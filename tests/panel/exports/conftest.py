import pytest
from django.test import Client

from tests.exports.conftest import media
from tests.exports.shop import Shop

__all__ = ["media"]


@pytest.fixture
def shop():
    """A marketplace with an operator who may see it."""
    return Shop()


@pytest.fixture
def browser(shop):
    """The browser of the shop's operator."""
    client = Client()
    client.force_login(shop.user)
    return client
