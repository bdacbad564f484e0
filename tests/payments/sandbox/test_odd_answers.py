"""An answer that says nothing certain leaves the outcome unknown, and none lasts too long."""

import json
import time
from decimal import Decimal
from uuid import UUID

import pytest

from payments.gateways.base import Instruction, OutcomeUnknown
from payments.gateways.sandbox import SandboxGateway
from tests.payments.sandbox.odd_server import answering, dripping, saying

OURS = Instruction(
    key=UUID("11111111-1111-1111-1111-111111111111"),
    payment_reference="pay-1",
    amount=Decimal("12.50"),
    currency="EUR",
)
GOOD = {
    "id": "refund-1",
    "key": str(OURS.key),
    "payment": "pay-1",
    "amount": "12.50",
    "currency": "EUR",
    "status": "succeeded",
    "failure_code": "",
    "failure_text": "",
}


def refund_answered(status, body, *, ask=False):
    if isinstance(body, dict):
        body = json.dumps(body).encode()
    with answering(saying(status, body)) as url:
        gateway = SandboxGateway(url=url, secret="", seconds=5)
        return gateway.find(OURS) if ask else gateway.refund(OURS)


def test_a_good_answer_is_understood():
    assert refund_answered("201 Created", GOOD).reference == "refund-1"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("201 Created", b"<html>Welcome</html>"),
        ("201 Created", b""),
        ("201 Created", b"[]"),
        ("201 Created", b"\xff\xfe"),
        ("201 Created", {}),
        ("201 Created", GOOD | {"amount": "12.49"}),
        ("201 Created", GOOD | {"amount": "twelve"}),
        ("201 Created", GOOD | {"amount": None}),
        ("201 Created", GOOD | {"currency": "USD"}),
        ("201 Created", GOOD | {"payment": "pay-2"}),
        ("201 Created", GOOD | {"key": "22222222-2222-2222-2222-222222222222"}),
        ("201 Created", GOOD | {"id": ""}),
        ("201 Created", GOOD | {"status": "odd"}),
        ("201 Created", GOOD | {"status": ["succeeded"]}),
        ("201 Created", GOOD | {"status": "declined"}),
        ("402 Payment Required", GOOD),
        ("402 Payment Required", b"no more money"),
        ("200 OK", GOOD),
        ("400 Bad Request", {"error": "Odd.", "code": "bad_request"}),
        ("302 Found", GOOD),
        ("500 Internal Server Error", GOOD),
        ("503 Service Unavailable", b""),
    ],
)
def test_an_answer_that_contradicts_itself_or_us_is_none(status, body):
    with pytest.raises(OutcomeUnknown):
        refund_answered(status, body)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("404 Not Found", b"<html>No such page</html>"),
        ("404 Not Found", {"error": "There is no GET /refunds.", "code": "no_such_address"}),
        ("404 Not Found", {}),
        ("200 OK", GOOD | {"amount": "12.49"}),
        ("200 OK", {}),
        ("500 Internal Server Error", {"code": "refund_unknown"}),
    ],
)
def test_only_the_sandbox_itself_can_say_that_it_never_saw_a_refund(status, body):
    with pytest.raises(OutcomeUnknown):
        refund_answered(status, body, ask=True)


def test_what_the_sandbox_never_saw_is_not_found():
    assert refund_answered("404 Not Found", {"code": "refund_unknown"}, ask=True) is None


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("404 Not Found", {"code": "no_such_address"}),
        ("200 OK", {"payment": "pay-2", "status": "voided", "amount": "1", "currency": "EUR"}),
        ("200 OK", {"payment": "pay-1", "status": "authorised", "amount": "1", "currency": "EUR"}),
        ("200 OK", {"payment": "pay-1", "status": "captured", "amount": "one", "currency": "EUR"}),
        ("201 Created", {"payment": "pay-1", "status": "voided"}),
    ],
)
def test_an_odd_answer_voids_nothing(status, body):
    with answering(saying(status, json.dumps(body).encode())) as url:
        gateway = SandboxGateway(url=url, secret="", seconds=5)
        with pytest.raises(OutcomeUnknown):
            gateway.void("pay-1")


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 201 Created\r\nX-Endless: ",
        b"HTTP/1.1 201 Created\r\nContent-Length: 1000000\r\n\r\n",
        b"HTTP/1.1 201 Created\r\n\r\n",
    ],
    ids=["status line", "header", "body", "body without length"],
)
def test_an_answer_that_drips_ends_in_time(head):
    with answering(dripping(head, every=0.05)) as url:
        gateway = SandboxGateway(url=url, secret="", seconds=0.4)
        began = time.monotonic()

        with pytest.raises(OutcomeUnknown):
            gateway.refund(OURS)

    assert 0.3 < time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("200 OK", GOOD | {"id": "refund-2", "created_at": "2026-01-05T09:00:00Z"}),
        ("200 OK", GOOD),
        ("404 Not Found", {}),
        ("500 Internal Server Error", {"code": "refund_unknown"}),
    ],
)
def test_a_number_that_is_answered_oddly_says_nothing(status, body):
    with answering(saying(status, json.dumps(body).encode())) as url, pytest.raises(OutcomeUnknown):
        SandboxGateway(url=url, secret="", seconds=5).look_up("refund-1")
