"""The sandbox lets go what was authorised, for good, and never what was captured."""

from decimal import Decimal

import pytest

from payments.gateways.base import Voiding, VoidOutcome
from payments.gateways.sandbox import SandboxGateway

VOIDED = Voiding(VoidOutcome.VOIDED, Decimal("50.00"), "EUR")


@pytest.fixture
def gateway(sandbox):
    sandbox.authorise(("pay-1", "50.00", "EUR"))
    return SandboxGateway(url=sandbox.url, secret=sandbox.secret, seconds=5)


def test_what_was_voided_stays_so_after_a_kill(gateway, sandbox):
    assert gateway.void("pay-1") == VOIDED

    sandbox.kill()
    sandbox.start()

    assert gateway.void("pay-1") == VOIDED
    capture = [{"reference": "pay-1", "amount": "50.00", "currency": "EUR"}]
    status, answer = sandbox.post("/payments", payments=capture)
    assert (status, answer["code"]) == (409, "payment_voided")
    assert sandbox.refund("key-1", "pay-1", "1.00")[1]["failure_code"] == "payment_unknown"


def test_what_was_captured_meanwhile_stays_captured(gateway, sandbox):
    gateway.register([("pay-1", Decimal("40.00"), "EUR")])

    assert gateway.void("pay-1") == Voiding(VoidOutcome.CAPTURED, Decimal("40.00"), "EUR")
    assert sandbox.refund("key-1", "pay-1", "40.00")[0] == 201


@pytest.mark.parametrize("mode", ["decline", "pending", "held", "slow"])
def test_no_mode_declines_a_void(gateway, sandbox, mode):
    sandbox.mode(mode)

    assert gateway.void("pay-1") == VOIDED
