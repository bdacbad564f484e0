"""The sandbox forgets nothing that it answered, however it ends."""

import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.core.embedded_runs import wait_until
from tests.payments.sandbox_process import SandboxProcess


@pytest.fixture
def sandbox_class():
    """The program as people start it."""
    return SandboxProcess


@pytest.fixture
def sandbox(sandbox):
    sandbox.register(("pay-1", "500.00", "EUR"))
    return sandbox


def test_everything_is_there_again_after_a_kill(sandbox):
    refund = sandbox.refund("key-1", "pay-1", "499.00")
    ledger = sandbox.ledger()

    sandbox.kill()
    sandbox.start()

    assert sandbox.ledger() == ledger
    assert sandbox.refund("key-1", "pay-1", "499.00") == refund
    assert sandbox.refund("key-2", "pay-1", "1.01")[1]["failure_code"] == "exceeds_payment"


def test_a_torn_last_line_is_dropped_with_a_warning(sandbox):
    sandbox.refund("key-1", "pay-1", "1.00")
    sandbox.kill()
    with sandbox.store.open("a") as file:
        file.write('{"refund":{"id":"half')

    sandbox.start()
    sandbox.refund("key-2", "pay-1", "1.00")
    sandbox.kill()
    sandbox.start()

    assert [line["key"] for line in sandbox.ledger()] == ["key-1", "key-2"]
    assert sandbox.stop() == (0, "")


def test_the_warning_names_the_file(sandbox):
    sandbox.stop()
    with sandbox.store.open("a") as file:
        file.write("{")

    sandbox.start()

    assert sandbox.stop() == (0, f"{sandbox.store}: the last line is torn and was dropped.\n")


def test_sigterm_ends_it_at_once_with_answers_held_back(start_sandbox):
    sandbox = start_sandbox("--hold-seconds", "60")
    sandbox.register(("pay-1", "500.00", "EUR"))
    sandbox.mode("timeout_after")
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc)
    body = {"key": "key-1", "payment": "pay-1", "amount": "1.00", "currency": "EUR"}
    connection.request("POST", "/refunds", json.dumps(body))
    wait_until(lambda: sandbox.ledger() != [])
    began = time.monotonic()

    assert sandbox.stop() == (0, "")
    assert time.monotonic() - began < 5
    connection.close()


def test_two_sandboxes_do_not_share_a_store(sandbox, start_sandbox):
    with pytest.raises(AssertionError, match="another sandbox keeps"):
        start_sandbox("--store", sandbox.store)


def test_a_taken_port_is_refused_in_one_sentence(sandbox, start_sandbox):
    port = urlsplit(sandbox.url).port

    with pytest.raises(AssertionError, match="Address already in use"):
        start_sandbox("--port", port)


def test_the_ledger_is_read_in_pages(sandbox):
    for number in range(5):
        sandbox.refund(f"key-{number}", "pay-1", "1.00")

    pages, after = [], 0
    while after is not None:
        page = sandbox.get(f"/ledger?after={after}&limit=2")[1]
        pages.append([line["key"] for line in page["lines"]])
        after = page["next"]

    assert pages == [["key-0", "key-1"], ["key-2", "key-3"], ["key-4"]]


def test_the_ledger_begins_with_since_and_ends_before_until(sandbox):
    for number in range(4):
        sandbox.refund(f"key-{number}", "pay-1", "1.00")
    moments = [line["booked_at"] for line in sandbox.ledger()]

    page = sandbox.get(f"/ledger?since={moments[1]}&until={moments[3]}")[1]

    assert [line["key"] for line in page["lines"]] == ["key-1", "key-2"]
    assert page["next"] is None


def test_a_moment_needs_its_offset(sandbox):
    status, answer = sandbox.get("/ledger?since=2026-01-31T12:00:00")

    assert (status, answer["error"]) == (400, "since must be a moment: 2026-01-31T12:00:00Z.")


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'"x"'])
def test_a_body_that_is_no_object_is_refused(sandbox, body):
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc)
    connection.request("POST", "/refunds", body)

    assert connection.getresponse().status == 400
    connection.close()


def test_fifty_connections_at_once_book_each_key_once(sandbox):
    together = threading.Barrier(50)

    def refund(number):
        together.wait()
        return sandbox.refund(f"key-{number % 25}", "pay-1", "1.00")

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(refund, range(50)))

    assert {status for status, _refund in answers} == {201}
    assert sorted(line["key"] for line in sandbox.ledger()) == sorted(
        f"key-{number}" for number in range(25)
    )
