"""A Stripe of this machine, and payments taken there."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
import stripe

from payments.gateways.base import Instruction
from payments.gateways.stripe import StripeGateway
from tests.payments.stripe.relay import relaying

ROOT = Path(__file__).resolve().parents[3]
API_KEY = "sk_test_of_this_machine"
SECRET = "whsec_of_this_machine"


class LocalStripe:
    """localstripe with the shop's account, as its dashboard would use it."""

    def __init__(self, url):
        self.url = url
        self.client = stripe.StripeClient(API_KEY, base_addresses={"api": url})
        self.v1 = self.client.v1

    def charge(self, amount, currency="EUR"):
        """Take a payment; the id of its charge."""
        return self.v1.charges.create(
            {"amount": amount, "currency": currency.lower(), "source": self._card()}
        ).id

    def intent(self, amount, currency="EUR"):
        """Take a payment; the id of its payment intent."""
        asked = {"amount": amount, "currency": currency.lower(), "payment_method": self._card()}
        made = self.v1.payment_intents.create(asked)
        return self.v1.payment_intents.confirm(made.id).id

    def promised(self, amount, currency="EUR"):
        """Have a payment authorised and not captured; the id of its payment intent."""
        asked = {"amount": amount, "currency": currency.lower(), "payment_method": self._card()}
        made = self.v1.payment_intents.create({**asked, "capture_method": "manual"})
        return self.v1.payment_intents.confirm(made.id).id

    def refunds(self, payment):
        """The key and the amount of each refund of a payment, the newest first."""
        name = "payment_intent" if payment.startswith("pi_") else "charge"
        listed = self.v1.refunds.list({name: payment, "limit": 100}).auto_paging_iter()
        return [(one.metadata.to_dict().get("key"), one.amount) for one in listed]

    def _card(self):
        card = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2030, "cvc": "123"}
        return self.v1.payment_methods.create({"type": "card", "card": card}).id


@pytest.fixture(scope="session")
def local_stripe():
    """One localstripe for all tests: each takes payments of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.payments.stripe.run_localstripe"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield LocalStripe(f"http://127.0.0.1:{int(process.stdout.readline())}")
    process.kill()
    process.communicate(timeout=20)


@pytest.fixture
def relay(local_stripe):
    """What the gateway's requests go through."""
    with relaying(local_stripe.url) as relay:
        yield relay


@pytest.fixture
def gateway(relay):
    """The gateway, as the product makes it."""
    return gateway_at(relay.url)


def gateway_at(url, seconds=5, secret=SECRET):
    """A gateway that asks at an address."""
    return StripeGateway(api_key=API_KEY, secret=secret, url=url, seconds=seconds)


def instruction(payment, amount="12.50", currency="EUR", key=None):
    """A refund as the product asks for it."""
    return Instruction(
        key=key or uuid4(), payment_reference=payment, amount=Decimal(amount), currency=currency
    )
