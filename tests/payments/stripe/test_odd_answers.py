"""An answer that says nothing certain leaves the outcome unknown, and none lasts too long."""

import json
import threading
import time
from uuid import UUID

import pytest

from payments.gateways.base import Outcome, OutcomeUnknown
from payments.gateways.stripe.amounts import from_units, to_units
from tests.payments.sandbox.odd_server import answering, dripping, saying
from tests.payments.stripe.conftest import gateway_at, instruction

OURS = instruction("pi_1", key=UUID("11111111-1111-1111-1111-111111111111"))
GOOD = {
    "id": "re_1",
    "object": "refund",
    "amount": 1250,
    "currency": "eur",
    "status": "succeeded",
    "charge": "ch_1",
    "payment_intent": "pi_1",
    "created": 1_800_000_000,
    "metadata": {"key": str(OURS.key)},
}
NONE_YET = {"object": "list", "data": [], "has_more": False}


def in_turn(*answers):
    """Give one answer to each request, and the last one to all that follow."""
    waiting = [
        saying(status, body if isinstance(body, bytes) else json.dumps(body).encode())
        for status, body in answers
    ]
    return lambda line: (waiting.pop(0) if len(waiting) > 1 else waiting[0])(line)


def refund_answered(status, body):
    """Have the look-up find nothing and the request for a refund answered like this."""
    with answering(in_turn(("200 OK", NONE_YET), (status, body))) as url:
        return gateway_at(url).refund(OURS)


def failure(**details):
    return {"error": {"type": "invalid_request_error", "message": "No.", **details}}


def test_a_good_answer_is_understood():
    assert refund_answered("200 OK", GOOD).reference == "re_1"


@pytest.mark.parametrize("status", ["400 Bad Request", "402 Payment Required", "404 Not Found"])
def test_a_refusal_of_stripe_is_a_decline(status):
    answer = refund_answered(status, failure(code="charge_disputed"))

    assert (answer.outcome, answer.failure_code, answer.failure_text, answer.reference) == (
        Outcome.DECLINED,
        "charge_disputed",
        "No.",
        "",
    )


def test_a_failed_refund_has_its_reason():
    failed = GOOD | {"status": "failed", "failure_reason": "lost_or_stolen_card"}

    answer = refund_answered("200 OK", failed)

    assert (answer.outcome, answer.failure_code, answer.failure_text) == (
        Outcome.DECLINED,
        "lost_or_stolen_card",
        "lost or stolen card",
    )


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("200 OK", b"<html>Welcome</html>"),
        ("200 OK", b""),
        ("200 OK", b"\xff\xfe"),
        ("200 OK", []),
        ("200 OK", {}),
        ("200 OK", GOOD | {"amount": 1249}),
        ("200 OK", GOOD | {"amount": None}),
        ("200 OK", GOOD | {"currency": "usd"}),
        ("200 OK", GOOD | {"payment_intent": "pi_2", "charge": "ch_2"}),
        ("200 OK", GOOD | {"metadata": {}}),
        ("200 OK", GOOD | {"metadata": None}),
        ("200 OK", GOOD | {"status": "odd"}),
        ("302 Found", GOOD),
        ("400 Bad Request", failure(type="idempotency_error")),
        ("400 Bad Request", failure(code="rate_limit")),
        ("400 Bad Request", b"Bad Request"),
        ("401 Unauthorized", failure()),
        ("403 Forbidden", failure()),
        ("409 Conflict", failure()),
        ("429 Too Many Requests", failure()),
        ("500 Internal Server Error", failure()),
        ("500 Internal Server Error", GOOD),
        ("503 Service Unavailable", b""),
    ],
)
def test_an_answer_that_contradicts_itself_or_us_is_none(status, body):
    with pytest.raises(OutcomeUnknown):
        refund_answered(status, body)


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"object": "list"},
        {"object": "list", "has_more": False},
        {"object": "list", "data": []},
        {"object": "list", "data": [], "has_more": True},
        {"object": "list", "data": None, "has_more": False},
        {"object": "list", "data": [{"id": "re_1"}], "has_more": False},
        [],
    ],
)
@pytest.mark.parametrize("ask", ["find", "refund"])
def test_a_list_that_is_not_whole_proves_nothing(page, ask):
    # Whatever comes after the list would be a good answer.
    answers = in_turn(("200 OK", page), ("200 OK", GOOD))
    with answering(answers) as url, pytest.raises(OutcomeUnknown):
        getattr(gateway_at(url), ask)(OURS)


def test_nothing_is_sent_a_second_time():
    requests = []

    def refuse(line):
        requests.append(line)
        saying("500 Internal Server Error", b"{}")(line)

    with answering(refuse) as url, pytest.raises(OutcomeUnknown):
        gateway_at(url).refund(OURS)

    assert len(requests) == 1


@pytest.mark.parametrize(
    "head",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"],
    ids=["status line", "body"],
)
def test_an_answer_that_drips_ends_in_time(head):
    with answering(dripping(head, every=0.05)) as url:
        began = time.monotonic()

        with pytest.raises(OutcomeUnknown):
            gateway_at(url, seconds=0.4).refund(OURS)

    assert 0.3 < time.monotonic() - began < 3


def test_the_look_up_and_the_refund_share_the_time():
    def slowly(line):
        threading.Event().wait(0.6)
        waiting.pop(0)(line)

    waiting = [in_turn(("200 OK", NONE_YET)), in_turn(("200 OK", GOOD))]
    with answering(slowly) as url, pytest.raises(OutcomeUnknown, match="no answer"):
        gateway_at(url, seconds=0.8).refund(OURS)


@pytest.mark.parametrize(
    ("currency", "units", "amount"),
    [("JPY", 1500, "1500"), ("KWD", 1230, "1.230"), ("EUR", 705, "7.05"), ("ISK", 500, "5.00")],
)
def test_units_are_read_as_they_are_written(currency, units, amount):
    assert str(from_units(units, currency)) == amount
    assert to_units(from_units(units, currency), currency) == units
