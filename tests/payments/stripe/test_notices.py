"""Only what Stripe signed, and not long ago, is believed."""

import json
import time
from decimal import Decimal
from uuid import UUID

import pytest
import stripe

from payments.gateways.base import BadSignature, Outcome
from tests.payments.stripe.conftest import SECRET, gateway_at
from tests.payments.stripe.test_odd_answers import GOOD, OURS

GATEWAY = gateway_at("http://127.0.0.1:1")


def event(kind="refund.updated", before=None, **changes):
    data = {"object": GOOD | changes}
    if before:
        data["previous_attributes"] = {"status": before}
    return json.dumps({"id": "evt_1", "object": "event", "type": kind, "data": data})


def signed(body, secret=SECRET, age=0):
    moment = int(time.time()) - age
    header = stripe.WebhookSignature.generate_signature_header(body, secret, moment)
    return {"Stripe-Signature": header}


def read(body, headers=None):
    return GATEWAY.read_notice(body.encode(), headers or signed(body))


@pytest.mark.parametrize(
    "kind", ["refund.created", "refund.updated", "refund.failed", "charge.refund.updated"]
)
def test_a_notice_of_stripe_is_understood(kind):
    told = read(event(kind))

    assert (told.event_id, told.payment_reference, told.amount, told.currency, told.key) == (
        "evt_1",
        "pi_1",
        Decimal("12.50"),
        "EUR",
        OURS.key,
    )
    assert (told.answer.outcome, told.answer.reference, told.reversed) == (
        Outcome.SUCCEEDED,
        "re_1",
        False,
    )


@pytest.mark.parametrize("metadata", [None, {}, {"key": "of somebody else"}])
def test_a_refund_of_the_dashboard_has_no_key(metadata):
    assert read(event(metadata=metadata)).key is None


@pytest.mark.parametrize("ours", [GOOD["metadata"], {}])
def test_what_others_wrote_into_a_refund_is_not_kept(ours):
    written = {"key": "of somebody else", "customer_email": "ines@example.com"} | ours

    assert read(event(metadata=written)).answer.received["metadata"] == ours


def test_a_payment_without_an_intent_is_named_by_its_charge():
    assert read(event(payment_intent=None)).payment_reference == "ch_1"


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        ("charge.refund.updated", "succeeded"),
        ("refund.updated", "succeeded"),
        ("refund.failed", ""),
    ],
)
def test_a_refund_that_fails_after_it_succeeded_is_taken_back(kind, before):
    told = read(event(kind, before, status="failed", failure_reason="expired_or_canceled_card"))

    assert (told.answer.outcome, told.reversed) == (Outcome.SUCCEEDED, True)
    assert told.answer.failure_code == "expired_or_canceled_card"


@pytest.mark.parametrize(
    ("kind", "before", "status"),
    [
        ("refund.updated", "pending", "failed"),
        ("refund.updated", "requires_action", "failed"),
        ("refund.updated", "requires_action", "canceled"),
        ("refund.created", "", "failed"),
    ],
)
def test_a_refund_that_fails_before_it_succeeded_is_declined(kind, before, status):
    told = read(event(kind, before, status=status))

    assert (told.answer.outcome, told.reversed) == (Outcome.DECLINED, False)


@pytest.mark.parametrize("kind", ["charge.refunded", "charge.succeeded", "payout.paid"])
def test_what_tells_of_no_refund_is_none(kind):
    assert read(event(kind)) is None


@pytest.mark.parametrize("secret", ["guessed", "whsec_of_another"])
def test_another_secret_is_refused(secret):
    with pytest.raises(BadSignature):
        read(event(), signed(event(), secret))


def test_a_changed_body_is_refused():
    with pytest.raises(BadSignature):
        read(event(amount=9900), signed(event()))


def test_an_old_signature_is_refused():
    with pytest.raises(BadSignature):
        read(event(), signed(event(), age=310))


def test_clocks_may_differ_by_minutes():
    assert read(event(), signed(event(), age=290)).key == UUID(GOOD["metadata"]["key"])


@pytest.mark.parametrize("header", ["", "t=,v1=", "t=abc,v1=00", "v1=00", "t=1,v1=é", "t=1", ",,="])
def test_a_header_of_another_form_is_refused(header):
    with pytest.raises(BadSignature):
        read(event(), {"Stripe-Signature": header})


def test_a_notice_without_a_signature_is_refused():
    with pytest.raises(BadSignature):
        GATEWAY.read_notice(event().encode(), {})


def test_without_a_secret_every_notice_is_refused():
    gateway = gateway_at("http://127.0.0.1:1", secret="")

    with pytest.raises(BadSignature):
        gateway.read_notice(event().encode(), signed(event(), ""))


def test_a_body_that_is_no_text_is_refused():
    with pytest.raises(BadSignature):
        GATEWAY.read_notice(b"\xff\xfe", signed(event()))
