"""Each mode does to a refund, and to its sender, what a real gateway may do."""

import http.client
import time

import pytest

from tests.core.embedded_runs import wait_until


@pytest.fixture
def sandbox(sandbox):
    sandbox.register(("pay-1", "50.00", "EUR"))
    return sandbox


def keys_booked(sandbox):
    return [line["key"] for line in sandbox.ledger()]


def test_decline(sandbox):
    sandbox.mode("decline")

    status, refund = sandbox.refund("key-1", "pay-1", "1.00")

    assert (status, refund["status"], refund["failure_code"], refund["failure_text"]) == (
        402,
        "declined",
        "expired_or_canceled_card",
        "The card is no longer valid.",
    )
    assert keys_booked(sandbox) == []


@pytest.mark.parametrize(("mode", "booked"), [("timeout_before", []), ("timeout_after", ["key-1"])])
def test_time_outs_answer_nothing(sandbox, mode, booked):
    sandbox.mode(mode)

    with pytest.raises(http.client.RemoteDisconnected):
        sandbox.refund("key-1", "pay-1", "1.00")

    assert keys_booked(sandbox) == booked


@pytest.mark.parametrize(("mode", "booked"), [("error_500", []), ("error_500_after", ["key-1"])])
def test_errors_answer_500(sandbox, mode, booked):
    sandbox.mode(mode)

    assert sandbox.refund("key-1", "pay-1", "1.00")[0] == 500
    assert keys_booked(sandbox) == booked


def test_slow_answers_late(sandbox):
    sandbox.mode("slow")
    began = time.monotonic()

    assert sandbox.refund("key-1", "pay-1", "1.00")[0] == 201
    assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize(("status", "booked"), [("succeeded", ["key-1"]), ("declined", [])])
def test_pending_is_booked_when_it_is_settled(sandbox, status, booked):
    sandbox.mode("pending")
    refund = sandbox.refund("key-1", "pay-1", "1.00")[1]
    assert (refund["status"], keys_booked(sandbox)) == ("pending", [])

    settled = sandbox.post(f"/refunds/{refund['id']}/settle", status=status)[1]

    assert settled["status"] == status
    assert sandbox.get("/refunds?key=key-1") == (200, settled)
    assert keys_booked(sandbox) == booked
    assert sandbox.post(f"/refunds/{refund['id']}/settle", status=status)[0] == 409


def test_pending_settles_by_itself_also_after_a_kill(start_sandbox):
    sandbox = start_sandbox("--settle-after", "0.3")
    sandbox.register(("pay-1", "50.00", "EUR"))
    sandbox.mode("pending")
    assert sandbox.refund("key-1", "pay-1", "1.00")[1]["status"] == "pending"
    sandbox.kill()
    sandbox.start()
    sandbox.mode("pending")
    sandbox.refund("key-2", "pay-1", "1.00")

    wait_until(lambda: len(sandbox.ledger()) == 2)

    assert keys_booked(sandbox) == ["key-1", "key-2"]


def test_held_waits_to_be_told_also_after_a_kill(start_sandbox):
    sandbox = start_sandbox("--settle-after", "0")
    sandbox.register(("pay-1", "50.00", "EUR"))
    sandbox.mode("held", next=1)
    refund = sandbox.refund("key-1", "pay-1", "1.00")[1]
    sandbox.kill()
    sandbox.start()
    # What is pending after it is settled at once.
    sandbox.mode("pending", next=1)
    sandbox.refund("key-2", "pay-1", "1.00")
    wait_until(lambda: keys_booked(sandbox) == ["key-2"])

    assert sandbox.get("/refunds?key=key-1")[1]["status"] == "pending"
    sandbox.post(f"/refunds/{refund['id']}/settle", status="succeeded")
    assert keys_booked(sandbox) == ["key-2", "key-1"]


def test_a_pending_refund_takes_its_part_of_the_payment(sandbox):
    sandbox.mode("pending", next=1)
    sandbox.refund("key-1", "pay-1", "50.00")

    assert sandbox.refund("key-2", "pay-1", "0.01")[1]["failure_code"] == "exceeds_payment"


def test_a_mode_counts_for_the_next_refunds_only(sandbox):
    sandbox.mode("decline", next=2)

    statuses = [sandbox.refund(f"key-{number}", "pay-1", "1.00")[0] for number in range(3)]

    assert statuses == [402, 402, 201]
    assert sandbox.get("/mode")[1] == {
        "mode": "ok",
        "next": None,
        "met": {"decline": 2, "ok": 1},
    }


def drawn(sandbox, prefix, **more):
    sandbox.mode("random", seed=7, **more)
    return [sandbox.refund(f"{prefix}-{number}", "pay-1", "0.01")[0] for number in range(20)]


def test_random_is_repeatable(sandbox):
    weights = {"ok": 2, "decline": 1, "error_500": 1}

    first, second = (drawn(sandbox, prefix, weights=weights) for prefix in ("a", "b"))

    assert first == second
    assert set(first) == {201, 402, 500}


def test_random_without_weights_meets_every_mode(start_sandbox):
    sandbox = start_sandbox("--hold-seconds", "0.01", "--slow-seconds", "0.01")
    sandbox.register(("pay-1", "50.00", "EUR"))
    sandbox.mode("random", seed=1)
    for number in range(60):
        try:
            sandbox.refund(f"key-{number}", "pay-1", "0.01")
        except http.client.RemoteDisconnected:
            continue

    assert set(sandbox.get("/mode")[1]["met"]) == {
        "ok",
        "decline",
        "pending",
        "slow",
        "timeout_before",
        "timeout_after",
        "error_500",
        "error_500_after",
    }


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"mode": "odd"}, "mode must be one of ok, decline, "),
        ({"mode": "ok", "next": 0}, "next must be a whole number from 1."),
        ({"mode": "random", "weights": {"odd": 1}}, "weights name modes: ok, decline, "),
        ({"mode": "random", "weights": {"ok": 0}}, "weights must not all be 0."),
    ],
)
def test_nonsense_is_refused(sandbox, body, error):
    status, answer = sandbox.post("/mode", **body)

    assert status == 400
    assert answer["error"].startswith(error)
    assert sandbox.get("/mode")[1]["mode"] == "ok"
