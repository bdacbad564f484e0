"""Only what the sandbox signed, and just now, is believed."""

import hashlib
import hmac
import json
import time
from decimal import Decimal
from uuid import UUID

import pytest

from payments.gateways.base import BadSignature, Outcome
from payments.gateways.sandbox import SandboxGateway
from tests.core.embedded_runs import wait_until
from tests.payments.sandbox.receiver import receiving

SECRET = "secret-of-the-sandbox"
KEY = UUID("11111111-1111-1111-1111-111111111111")
GATEWAY = SandboxGateway(url="http://127.0.0.1:1", secret=SECRET, seconds=1)
REFUND = {
    "id": "refund-1",
    "key": str(KEY),
    "payment": "pay-1",
    "amount": "12.50",
    "currency": "EUR",
    "status": "succeeded",
    "failure_code": "",
    "failure_text": "",
}


def notice(**changes):
    event = {"event_id": "event-1", "type": "refund.succeeded", "refund": REFUND | changes}
    return json.dumps(event).encode()


def signed(body, *, secret=SECRET, age=0):
    moment = int(time.time()) - age
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Omnitron-Signature": f"t={moment},v1={mac}"}


def read(body, headers=None):
    return GATEWAY.read_notice(body, headers or signed(body))


def test_a_notice_of_the_sandbox_is_understood(start_sandbox):
    with receiving() as receiver:
        sandbox = start_sandbox("--webhook-url", receiver.url)
        sandbox.register(("pay-1", "50.00", "EUR"))
        refund = sandbox.refund(str(KEY), "pay-1", "12.50")[1]
        wait_until(lambda: receiver.requests)
        [(_path, headers, body)] = receiver.requests

    told = SandboxGateway(url="http://x", secret=sandbox.secret, seconds=1).read_notice(
        body, headers
    )

    assert (told.payment_reference, told.amount, told.currency, told.key, told.reversed) == (
        "pay-1",
        Decimal("12.50"),
        "EUR",
        KEY,
        False,
    )
    assert told.event_id == json.loads(body)["event_id"]
    assert (told.answer.outcome, told.answer.reference) == (Outcome.SUCCEEDED, refund["id"])


def test_a_refund_of_the_panel_has_no_key():
    assert read(notice(key=None)).key is None


def test_a_reversal_had_succeeded():
    told = read(notice(status="reversed", failure_code="bank_rejected"))

    assert (told.answer.outcome, told.reversed) == (Outcome.SUCCEEDED, True)
    assert told.answer.failure_code == "bank_rejected"


def test_a_settled_refund_may_be_declined():
    told = read(notice(status="declined", failure_code="odd"))

    assert (told.answer.outcome, told.reversed) == (Outcome.DECLINED, False)


def test_another_secret_is_refused():
    with pytest.raises(BadSignature):
        read(notice(), signed(notice(), secret="guessed"))


def test_a_changed_body_is_refused():
    with pytest.raises(BadSignature):
        read(notice(amount="99.00"), signed(notice()))


@pytest.mark.parametrize("age", [310, -310])
def test_an_old_signature_and_one_of_the_future_are_refused(age):
    with pytest.raises(BadSignature):
        read(notice(), signed(notice(), age=age))


@pytest.mark.parametrize("age", [290, -290])
def test_clocks_may_differ_by_minutes(age):
    assert read(notice(), signed(notice(), age=age)).key == KEY


@pytest.mark.parametrize(
    "header", ["", "t=,v1=", "t=abc,v1=00", "v1=00", "t=²,v1=00", "t=1,v1=é", "t=1", ",,="]
)
def test_a_header_of_another_form_is_refused(header):
    with pytest.raises(BadSignature):
        read(notice(), {"Omnitron-Signature": header})


def test_a_notice_without_a_signature_is_refused():
    with pytest.raises(BadSignature):
        GATEWAY.read_notice(notice(), {})
