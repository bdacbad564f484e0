"""What the product makes of the sandbox's answers."""

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from payments.gateways.base import Instruction, Outcome, OutcomeUnknown
from payments.gateways.sandbox import SandboxGateway

DAY = timedelta(days=1)


@pytest.fixture
def gateway(sandbox):
    sandbox.register(("pay-1", "50.00", "EUR"))
    return SandboxGateway(url=sandbox.url, secret=sandbox.secret, seconds=5)


def instruction(amount="12.50", currency="EUR", payment="pay-1"):
    return Instruction(
        key=uuid4(), payment_reference=payment, amount=Decimal(amount), currency=currency
    )


def booked(sandbox):
    return [(line["key"], line["amount"]) for line in sandbox.ledger()]


def test_a_refund_succeeds(gateway, sandbox):
    ours = instruction()

    answer = gateway.refund(ours)

    assert (answer.outcome, answer.failure_code) == (Outcome.SUCCEEDED, "")
    assert answer.received == sandbox.get(f"/refunds/{answer.reference}")[1]
    assert booked(sandbox) == [(str(ours.key), "12.50")]


def test_a_refund_is_declined(gateway, sandbox):
    answer = gateway.refund(instruction("50.01"))

    assert (answer.outcome, answer.failure_code, answer.failure_text) == (
        Outcome.DECLINED,
        "exceeds_payment",
        "The refund exceeds what is left of the payment.",
    )
    assert booked(sandbox) == []


def test_a_refund_is_pending_until_it_is_settled(gateway, sandbox):
    sandbox.mode("pending")
    ours = instruction()
    answer = gateway.refund(ours)
    assert answer.outcome == Outcome.PENDING

    sandbox.post(f"/refunds/{answer.reference}/settle", status="succeeded")

    assert gateway.find(ours).outcome == Outcome.SUCCEEDED


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        ("timeout_before", None),
        ("timeout_after", Outcome.SUCCEEDED),
        ("error_500", None),
        ("error_500_after", Outcome.SUCCEEDED),
    ],
)
def test_without_an_answer_only_asking_tells(gateway, sandbox, mode, found):
    sandbox.mode(mode)
    ours = instruction()

    with pytest.raises(OutcomeUnknown):
        gateway.refund(ours)

    answer = gateway.find(ours)
    assert (answer and answer.outcome) == found


def test_a_slow_answer_is_one(gateway, sandbox):
    sandbox.mode("slow")

    assert gateway.refund(instruction()).outcome == Outcome.SUCCEEDED


def test_the_client_waits_no_longer_than_it_should(start_sandbox):
    sandbox = start_sandbox("--hold-seconds", "60")
    sandbox.register(("pay-1", "50.00", "EUR"))
    sandbox.mode("timeout_after")
    gateway = SandboxGateway(url=sandbox.url, secret="", seconds=0.2)

    with pytest.raises(OutcomeUnknown):
        gateway.refund(instruction())

    assert len(booked(sandbox)) == 1


def test_a_gateway_that_is_gone_leaves_the_outcome_unknown(gateway, sandbox):
    sandbox.stop()

    with pytest.raises(OutcomeUnknown):
        gateway.refund(instruction())
    with pytest.raises(OutcomeUnknown):
        gateway.find(instruction())


def test_kept_connections_survive_a_restart_of_the_sandbox(gateway, sandbox):
    gateway.refund(instruction("1.00"))
    sandbox.kill()
    sandbox.start()

    assert gateway.refund(instruction("2.00")).outcome == Outcome.SUCCEEDED


def test_a_refused_request_leaves_the_outcome_unknown(gateway, sandbox):
    ours = instruction()
    gateway.refund(ours)

    with pytest.raises(OutcomeUnknown, match="was used for"):
        gateway.refund(replace(ours, amount=Decimal("12.00")))
    with pytest.raises(OutcomeUnknown, match="about another refund"):
        gateway.find(replace(ours, amount=Decimal("12.00")))


def test_a_refund_that_was_taken_back_is_found_as_declined(gateway, sandbox):
    ours = instruction()
    reference = gateway.refund(ours).reference

    sandbox.post(f"/refunds/{reference}/reverse")

    answer = gateway.find(ours)
    assert (answer.outcome, answer.failure_code) == (Outcome.DECLINED, "bank_rejected")


@pytest.mark.parametrize(
    ("amount", "currency", "sent"),
    [("1500.000", "JPY", "1500"), ("1.2340", "KWD", "1.234"), ("7", "EUR", "7.00")],
)
def test_amounts_have_the_decimals_of_their_currency(gateway, sandbox, amount, currency, sent):
    gateway.register([("pay-2", Decimal(amount), currency)])

    answer = gateway.refund(instruction(amount, currency, "pay-2"))

    assert (answer.outcome, answer.received["amount"]) == (Outcome.SUCCEEDED, sent)


def test_an_amount_finer_than_its_currency_is_never_sent(gateway, sandbox):
    with pytest.raises(ValueError, match=r"1\.5 is finer than JPY allows"):
        gateway.refund(instruction("1.5", "JPY"))

    assert sandbox.get("/mode")[1]["met"] == {}


def test_payments_are_registered_in_batches(gateway, sandbox):
    captures = [(f"batch-{number}", Decimal("1.00"), "EUR") for number in range(10_001)]

    gateway.register(captures)
    gateway.register(captures)

    for payment in ("batch-0", "batch-10000"):
        assert gateway.refund(instruction("1.00", payment=payment)).outcome == Outcome.SUCCEEDED


def test_a_contradicting_capture_is_refused(gateway):
    with pytest.raises(OutcomeUnknown, match=r"Payment pay-1 was registered as 50\.00 EUR"):
        gateway.register([("pay-1", Decimal("51.00"), "EUR")])


def test_the_ledger_of_some_days(gateway, sandbox):
    ours = instruction()
    reference = gateway.refund(ours).reference
    sandbox.post(f"/refunds/{reference}/reverse")
    sandbox.post("/panel/refunds", payment="pay-1", amount="3.00", currency="EUR")
    now = datetime.now(UTC)

    lines = list(gateway.ledger(now - DAY, now + DAY))

    assert [(line.key, line.amount, line.payment_reference) for line in lines] == [
        (ours.key, Decimal("12.50"), "pay-1"),
        (ours.key, Decimal("-12.50"), "pay-1"),
        (None, Decimal("3.00"), "pay-1"),
    ]
    assert lines[0].reference == lines[1].reference == reference
    assert all(abs(line.booked_at - now) < timedelta(minutes=1) for line in lines)
    assert list(gateway.ledger(now + DAY, now + 2 * DAY)) == []
    assert list(gateway.ledger(now - 2 * DAY, now - DAY)) == []


def test_the_ledger_is_read_to_its_end(gateway, sandbox):
    gateway.register([("pay-2", Decimal("1000.00"), "EUR")])
    ours = [instruction("0.10", payment="pay-2") for _number in range(1001)]
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(gateway.refund, ours))
    now = datetime.now(UTC)

    keys = [line.key for line in gateway.ledger(now - DAY, now + DAY)]

    assert sorted(keys) == sorted(one.key for one in ours)


def test_a_host_that_does_not_listen_leaves_the_outcome_unknown():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        gateway = SandboxGateway(
            url=f"http://127.0.0.1:{probe.getsockname()[1]}", secret="", seconds=1
        )
        with pytest.raises(OutcomeUnknown):
            gateway.refund(instruction())
