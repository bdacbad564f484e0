"""The sandbox tells of what happened until it is heard."""

import hashlib
import hmac
import time

import pytest

from tests.core.embedded_runs import wait_until
from tests.payments.sandbox.receiver import receiving


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def telling(start_sandbox, receiver):
    """A sandbox that tells the receiver, with a payment."""
    sandbox = start_sandbox("--webhook-url", receiver.url, "--retry-seconds", "0.01")
    sandbox.register(("pay-1", "50.00", "EUR"))
    return sandbox


def all_heard(sandbox):
    return sandbox.get("/webhooks/mode") == (200, {"waiting": 0})


def test_a_refund_is_told_signed(telling, receiver):
    refund = telling.refund("key-1", "pay-1", "12.50")[1]
    wait_until(lambda: all_heard(telling))

    [(path, headers, body)] = receiver.requests
    [event] = receiver.events
    moment, mac = (part.split("=")[1] for part in headers["Omnitron-Signature"].split(","))
    assert path == "/webhooks/sandbox/"
    assert (event["type"], event["refund"]) == ("refund.succeeded", refund)
    assert abs(int(moment) - time.time()) < 60
    signed = f"{moment}.".encode() + body
    assert mac == hmac.new(telling.secret.encode(), signed, hashlib.sha256).hexdigest()


def test_a_refund_that_is_declined_at_once_is_not_told(telling, receiver):
    telling.refund("key-1", "pay-1", "60.00")
    telling.refund("key-2", "pay-1", "1.00")
    wait_until(lambda: all_heard(telling))

    assert [event["refund"]["key"] for event in receiver.events] == ["key-2"]


@pytest.mark.parametrize("status", ["succeeded", "declined"])
def test_a_settled_refund_is_told(telling, receiver, status):
    telling.mode("pending")
    refund = telling.refund("key-1", "pay-1", "12.50")[1]
    assert receiver.events == []

    settled = telling.post(f"/refunds/{refund['id']}/settle", status=status)[1]
    wait_until(lambda: all_heard(telling))

    assert [(event["type"], event["refund"]) for event in receiver.events] == [
        (f"refund.{status}", settled)
    ]


def test_a_reversal_and_a_refund_of_the_panel_are_told(telling, receiver):
    refund = telling.post("/panel/refunds", payment="pay-1", amount="5.00", currency="EUR")[1]
    telling.post(f"/refunds/{refund['id']}/reverse")
    wait_until(lambda: all_heard(telling))

    assert [(event["type"], event["refund"]["status"]) for event in receiver.events] == [
        ("refund.succeeded", "succeeded"),
        ("refund.reversed", "reversed"),
    ]


def test_an_event_is_told_again_until_it_is_taken(telling, receiver):
    receiver.answers += [500, 404, 302]

    telling.refund("key-1", "pay-1", "12.50")
    wait_until(lambda: all_heard(telling))

    assert len(receiver.events) == 4
    assert len({event["event_id"] for event in receiver.events}) == 1


def test_an_event_may_come_twice(telling, receiver):
    telling.post("/webhooks/mode", copies=2)

    telling.refund("key-1", "pay-1", "12.50")
    wait_until(lambda: all_heard(telling))

    first, second = receiver.events
    assert first == second


def test_events_may_come_late_and_in_another_order(telling, receiver):
    telling.post("/webhooks/mode", held=True)
    for number in (1, 2, 3):
        telling.refund(f"key-{number}", "pay-1", "1.00")
    assert telling.get("/webhooks/mode") == (200, {"waiting": 3})

    telling.post("/webhooks/mode", order="reversed")
    wait_until(lambda: all_heard(telling))

    assert [event["refund"]["key"] for event in receiver.events] == ["key-3", "key-2", "key-1"]


def test_what_was_not_heard_is_told_after_a_kill(telling, receiver):
    telling.post("/webhooks/mode", held=True)
    telling.refund("key-1", "pay-1", "1.00")

    telling.kill()
    telling.start()
    wait_until(lambda: all_heard(telling))

    assert [event["refund"]["key"] for event in receiver.events] == ["key-1"]


def test_what_was_heard_is_not_told_again_after_a_kill(telling, receiver):
    telling.refund("key-1", "pay-1", "1.00")
    wait_until(lambda: all_heard(telling))

    telling.kill()
    telling.start()
    telling.refund("key-2", "pay-1", "1.00")
    wait_until(lambda: all_heard(telling))

    assert [event["refund"]["key"] for event in receiver.events] == ["key-1", "key-2"]
