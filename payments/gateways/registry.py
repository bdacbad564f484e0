"""Finds a gateway by the name that a payment was taken with."""

import os
from collections.abc import Callable
from functools import cache

from django.conf import settings

from payments.gateways.base import Gateway
from payments.gateways.internal import InternalGateway
from payments.gateways.sandbox import SandboxGateway
from payments.gateways.stripe import StripeGateway


class UnknownGateway(Exception):
    """There is no such gateway, or it is not set up here."""


@cache
def get_gateway(name: str) -> Gateway:
    """The gateway of that name, made once per process. Raises `UnknownGateway`."""
    make = MAKERS.get(name)
    if make is None:
        raise UnknownGateway(f"There is no gateway “{name}”, only {', '.join(MAKERS)}.")
    return make()


def is_set_up(name: str) -> bool:
    """Whether a gateway can be asked here."""
    try:
        get_gateway(name)
    except UnknownGateway:
        return False
    return True


def gateways_set_up() -> list[str]:
    """The names of the gateways that can be asked here."""
    return [name for name in MAKERS if is_set_up(name)]


def make_sandbox() -> SandboxGateway:
    """The sandbox, where its process runs."""
    if not settings.SANDBOX_GATEWAY_URL:
        raise UnknownGateway("The sandbox gateway is not set up: SANDBOX_GATEWAY_URL is not set.")
    return SandboxGateway(
        url=settings.SANDBOX_GATEWAY_URL,
        secret=settings.SANDBOX_GATEWAY_SECRET,
        seconds=settings.GATEWAY_TIMEOUT_SECONDS,
    )


def make_stripe() -> StripeGateway:
    """Stripe, with the key of the shop's account."""
    if not settings.STRIPE_API_KEY:
        raise UnknownGateway("Stripe is not set up: STRIPE_API_KEY is not set.")
    return StripeGateway(
        api_key=settings.STRIPE_API_KEY,
        secret=settings.STRIPE_WEBHOOK_SECRET,
        url=settings.STRIPE_API_BASE,
        seconds=settings.GATEWAY_TIMEOUT_SECONDS,
    )


MAKERS: dict[str, Callable[[], Gateway]] = {
    "internal": InternalGateway,
    "sandbox": make_sandbox,
    "stripe": make_stripe,
}
# A connection that two processes use mixes up their answers.
os.register_at_fork(after_in_child=get_gateway.cache_clear)
