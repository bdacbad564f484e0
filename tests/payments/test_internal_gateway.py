"""Loyalty money and wallets are given back in the internal ledger, once for each key."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from payments.gateways.base import (
    BadSignature,
    Instruction,
    Outcome,
    OutcomeUnknown,
    Voiding,
    VoidOutcome,
)
from payments.gateways.registry import get_gateway
from payments.models import InternalLedgerEntry
from tests.factories import PaymentTransactionFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def gateway():
    return get_gateway("internal")


@pytest.fixture
def payment():
    return wallet_payment()


def wallet_payment(**changes):
    return PaymentTransactionFactory(**{"gateway": "internal", "payment_type": "wallet", **changes})


def instruction(payment, amount="12.50", **changes):
    return replace(
        Instruction(
            key=uuid4(),
            payment_reference=payment.gateway_reference,
            amount=Decimal(amount),
            currency=payment.currency,
        ),
        **changes,
    )


def booked():
    return list(InternalLedgerEntry.objects.values_list("key", "amount"))


@pytest.mark.parametrize("payment_type", ["loyalty_money", "wallet"])
def test_a_refund_is_booked_for_the_customer_of_the_order(gateway, payment_type):
    payment = wallet_payment(payment_type=payment_type)
    ours = instruction(payment)

    answer = gateway.refund(ours)

    entry = InternalLedgerEntry.objects.get()
    assert (answer.outcome, answer.reference) == (Outcome.SUCCEEDED, f"ledger-{entry.pk}")
    assert (entry.key, entry.amount, entry.currency, entry.payment_type) == (
        ours.key,
        Decimal("12.50"),
        payment.currency,
        payment_type,
    )
    assert entry.customer == payment.order.customer
    assert answer.received["amount"] == "12.50"


def test_the_same_key_again_is_the_same_refund(gateway, payment):
    ours = instruction(payment)

    first, second = gateway.refund(ours), gateway.refund(ours)

    assert first == second
    assert booked() == [(ours.key, Decimal("12.50"))]


def test_two_keys_are_two_refunds(gateway, payment):
    gateway.refund(instruction(payment, "1.00"))
    gateway.refund(instruction(payment, "1.00"))

    assert [amount for _key, amount in booked()] == [Decimal("1.00")] * 2


@pytest.mark.parametrize("ask", ["refund", "find"])
def test_a_key_that_was_used_for_another_amount_leaves_the_outcome_unknown(gateway, payment, ask):
    ours = instruction(payment)
    gateway.refund(ours)

    with pytest.raises(OutcomeUnknown, match=r"was used for ledger-\d+: 12\.50"):
        getattr(gateway, ask)(replace(ours, amount=Decimal("12.00")))

    assert booked() == [(ours.key, Decimal("12.50"))]


def test_a_key_that_was_used_for_another_payment_leaves_the_outcome_unknown(gateway, payment):
    ours = instruction(payment)
    gateway.refund(ours)

    with pytest.raises(OutcomeUnknown, match=f"of {payment.gateway_reference}"):
        gateway.refund(replace(ours, payment_reference=wallet_payment().gateway_reference))


@pytest.mark.parametrize(
    "changes", [{"gateway": "sandbox"}, {"payment_type": "credit_card"}, {"currency": "KWD"}]
)
def test_what_is_no_payment_of_the_ledger_is_declined(gateway, payment, changes):
    if "currency" in changes:
        ours = instruction(payment, **changes)
    else:
        ours = instruction(wallet_payment(**changes))

    answer = gateway.refund(ours)

    assert (answer.outcome, answer.failure_code) == (Outcome.DECLINED, "payment_unknown")
    assert booked() == []


def test_a_refund_is_found_by_its_key(gateway, payment):
    ours = instruction(payment)
    assert gateway.find(ours) is None

    answer = gateway.refund(ours)

    assert gateway.find(ours) == answer


def test_a_repetition_breaks_no_transaction(gateway, payment):
    ours = instruction(payment)
    with transaction.atomic():
        gateway.refund(ours)
        gateway.refund(ours)
        assert InternalLedgerEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_book_one(gateway, payment):
    ours = instruction(payment)
    together = threading.Barrier(4)
    answers = []

    def send():
        together.wait()
        answers.append(gateway.refund(ours))
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 4
    assert {answer.reference for answer in answers} == {
        f"ledger-{InternalLedgerEntry.objects.get().pk}"
    }


def test_the_ledger_of_some_days(gateway, payment):
    ours = instruction(payment)
    answer = gateway.refund(ours)
    now = datetime.now(UTC)

    [line] = gateway.ledger(now - DAY, now + DAY)

    assert (line.reference, line.key, line.payment_reference, line.amount, line.currency) == (
        answer.reference,
        ours.key,
        payment.gateway_reference,
        Decimal("12.50"),
        payment.currency,
    )
    assert list(gateway.ledger(line.booked_at, now + DAY)) == [line]
    assert list(gateway.ledger(now - DAY, line.booked_at)) == []


def test_it_sends_no_notices(gateway):
    with pytest.raises(BadSignature):
        gateway.read_notice(b"{}", {})


@pytest.mark.parametrize(
    "change",
    [
        lambda: InternalLedgerEntry.objects.update(amount=1),
        lambda: InternalLedgerEntry.objects.all().delete(),
        # Checks of foreign keys that wait for the end would be refused first.
        lambda: connection.cursor().execute(
            "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE payments_internalledgerentry"
        ),
    ],
    ids=["update", "delete", "truncate"],
)
def test_an_entry_is_never_changed(gateway, payment, change):
    gateway.refund(instruction(payment))

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()


def test_what_was_not_captured_is_voided_at_once(gateway):
    payment = wallet_payment(captured_at=None)

    assert gateway.void(payment.gateway_reference) == Voiding(VoidOutcome.VOIDED)


def test_an_entry_is_found_by_its_reference(gateway, payment):
    ours = instruction(payment)
    reference = gateway.refund(ours).reference

    sighting = gateway.look_up(reference)

    assert (sighting.answer.reference, sighting.key) == (reference, ours.key)
    assert (sighting.amount, sighting.payment_references) == (
        Decimal("12.50"),
        (payment.gateway_reference,),
    )
    assert [gateway.look_up(other) for other in ("ledger-0", reference[7:], "ledger-²")] == [
        None
    ] * 3
