"""A refund that somebody saw in Stripe's dashboard is asked about by its number."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from payments.gateways.base import Outcome, OutcomeUnknown
from tests.payments.sandbox.odd_server import answering, saying
from tests.payments.stripe.conftest import gateway_at, instruction
from tests.payments.stripe.test_odd_answers import GOOD, OURS


def looked_up(status, body, reference="re_1"):
    with answering(saying(status, json.dumps(body).encode())) as url:
        return gateway_at(url).look_up(reference)


def test_what_stripe_has_is_found(gateway, local_stripe):
    payment = local_stripe.intent(5000)
    ours = instruction(payment)
    reference = gateway.refund(ours).reference

    sighting = gateway.look_up(reference)

    assert (sighting.answer.outcome, sighting.answer.reference) == (Outcome.SUCCEEDED, reference)
    assert (sighting.key, sighting.amount, sighting.currency) == (ours.key, Decimal("12.5"), "EUR")
    assert payment in sighting.payment_references
    assert gateway.look_up("re_none") is None


def test_a_payment_has_both_its_names_and_the_day_is_stripe_s():
    sighting = looked_up("200 OK", GOOD)

    assert (sighting.payment_references, sighting.key) == (("pi_1", "ch_1"), OURS.key)
    assert sighting.booked_at == datetime.fromtimestamp(GOOD["created"], UTC)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("200 OK", GOOD | {"id": "re_2"}),
        ("200 OK", {}),
        ("403 Forbidden", {"error": {"type": "invalid_request_error", "message": "No."}}),
        ("500 Internal Server Error", {}),
    ],
)
def test_an_answer_that_says_nothing_certain_is_none(status, body):
    with pytest.raises(OutcomeUnknown):
        looked_up(status, body)
