"""An authorised payment intent is canceled once, and nothing else is."""

from decimal import Decimal

import pytest

from payments.gateways.base import OutcomeUnknown, Voiding, VoidOutcome
from tests.payments.sandbox.odd_server import answering
from tests.payments.stripe.conftest import gateway_at
from tests.payments.stripe.test_odd_answers import failure, in_turn

VOIDED, NOT_KNOWN = Voiding(VoidOutcome.VOIDED), Voiding(VoidOutcome.NOT_KNOWN)


def status_of(local_stripe, payment):
    return local_stripe.v1.payment_intents.retrieve(payment).status


def test_an_authorised_payment_is_voided_once(gateway, local_stripe, relay):
    payment = local_stripe.promised(5000)

    assert [gateway.void(payment), gateway.void(payment)] == [VOIDED, VOIDED]

    assert status_of(local_stripe, payment) == "canceled"
    assert len(relay.sent) == 1


@pytest.mark.parametrize(
    ("currency", "units", "amount"), [("EUR", 4000, "40.00"), ("JPY", 4000, "4000")]
)
def test_a_captured_payment_stays_and_says_how_much(gateway, local_stripe, currency, units, amount):
    payment = local_stripe.promised(5000, currency)
    local_stripe.v1.payment_intents.capture(payment, {"amount_to_capture": units})

    assert gateway.void(payment) == Voiding(VoidOutcome.CAPTURED, Decimal(amount), currency)
    assert status_of(local_stripe, payment) == "succeeded"


@pytest.mark.parametrize("payment", ["pi_unheard", "ch_12", "pay_12"])
def test_what_is_no_payment_intent_of_stripe_is_not_known(gateway, relay, payment):
    assert gateway.void(payment) == NOT_KNOWN
    assert relay.sent == []


def test_a_lost_answer_is_settled_by_asking_again(gateway, local_stripe, relay):
    payment = local_stripe.promised(5000)
    relay.lost.add("POST")
    with pytest.raises(OutcomeUnknown, match="no answer"):
        gateway.void(payment)
    relay.lost.clear()

    assert gateway.void(payment) == VOIDED
    assert len(relay.sent) == 1


INTENT = {"id": "pi_1", "object": "payment_intent", "status": "requires_capture"}


@pytest.mark.parametrize(
    "answers",
    [
        [("200 OK", INTENT | {"id": "pi_2", "status": "canceled"})],
        [("200 OK", INTENT | {"status": "succeeded"})],
        [("200 OK", {})],
        [("404 Not Found", b"no such page")],
        [("401 Unauthorized", failure())],
        [("200 OK", INTENT), ("400 Bad Request", failure())],
        [("200 OK", INTENT), ("200 OK", INTENT | {"status": "processing"})],
    ],
)
def test_an_answer_that_says_nothing_certain_voids_nothing(answers):
    with answering(in_turn(*answers)) as url, pytest.raises(OutcomeUnknown):
        gateway_at(url).void("pi_1")
