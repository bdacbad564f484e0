"""A gateway is found by its name, and made once per process."""

import os

import pytest

from payments.gateways import registry
from payments.gateways.registry import UnknownGateway, get_gateway
from payments.gateways.stripe import StripeGateway


@pytest.fixture(autouse=True)
def _made_anew():
    get_gateway.cache_clear()
    yield
    get_gateway.cache_clear()


@pytest.fixture
def sandbox_url(settings):
    settings.SANDBOX_GATEWAY_URL = "http://127.0.0.1:1"


def test_an_unknown_gateway_is_named():
    with pytest.raises(
        UnknownGateway, match="There is no gateway “odd”, only internal, sandbox, stripe"
    ):
        get_gateway("odd")


def test_a_sandbox_without_an_address_is_not_there(settings):
    settings.SANDBOX_GATEWAY_URL = ""

    with pytest.raises(UnknownGateway, match="SANDBOX_GATEWAY_URL is not set"):
        get_gateway("sandbox")


@pytest.mark.usefixtures("sandbox_url")
def test_a_gateway_is_made_once():
    assert get_gateway("sandbox") is get_gateway("sandbox")


@pytest.mark.usefixtures("sandbox_url")
def test_a_forked_process_makes_its_own():
    get_gateway("sandbox")
    child = os.fork()
    if child == 0:
        os._exit(registry.get_gateway.cache_info().currsize)

    assert os.waitpid(child, 0)[1] == 0
    assert get_gateway.cache_info().currsize == 1


def test_stripe_without_a_key_is_not_there(settings):
    settings.STRIPE_API_KEY = ""

    with pytest.raises(UnknownGateway, match="STRIPE_API_KEY is not set"):
        get_gateway("stripe")


def test_stripe_has_the_key_of_the_shop(settings):
    settings.STRIPE_API_KEY = "sk_test_of_the_shop"

    assert isinstance(get_gateway("stripe"), StripeGateway)
