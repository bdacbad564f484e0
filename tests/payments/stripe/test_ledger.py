"""The ledger of Stripe is what stands as refunded, ours or not."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.payments.stripe.conftest import instruction

DAY = timedelta(days=1)


def test_the_ledger_has_what_stands_as_refunded(gateway, local_stripe):
    payment = local_stripe.intent(5000, "JPY")
    ours, failed = instruction(payment, "12", "JPY"), instruction(payment, "5", "JPY")
    reference = gateway.refund(ours).reference
    other = gateway.refund(failed).reference
    local_stripe.client.raw_request("post", f"/v1/refunds/{other}", status="failed")
    local_stripe.v1.refunds.create(
        {"payment_intent": payment, "amount": 3, "metadata": {"key": "of somebody else"}}
    )
    now = datetime.now(UTC)

    lines = [
        line for line in gateway.ledger(now - DAY, now + DAY) if line.payment_reference == payment
    ]

    assert sorted((line.amount, line.key, line.currency) for line in lines) == [
        (Decimal(3), None, "JPY"),
        (Decimal(12), ours.key, "JPY"),
    ]
    assert reference in [line.reference for line in lines]
    assert all(abs(line.booked_at - now) < timedelta(minutes=1) for line in lines)


def test_the_ledger_of_a_window_ends_before_its_end(gateway, local_stripe):
    payment = local_stripe.intent(5000)
    ours = instruction(payment)
    gateway.refund(ours)
    now = datetime.now(UTC)
    [booked] = [
        line.booked_at for line in gateway.ledger(now - DAY, now + DAY) if line.key == ours.key
    ]

    def keys(since, until):
        return [line.key for line in gateway.ledger(since, until)]

    assert ours.key in keys(booked, booked + timedelta(microseconds=1))
    assert ours.key not in keys(booked - DAY, booked)
    assert ours.key not in keys(booked + timedelta(microseconds=1), booked + DAY)


def test_the_ledger_is_read_to_its_end(gateway, local_stripe):
    payment = local_stripe.charge(5000)
    for _number in range(150):
        local_stripe.v1.refunds.create({"charge": payment, "amount": 1})
    now = datetime.now(UTC)

    lines = gateway.ledger(now - DAY, now + DAY)

    assert len([line for line in lines if line.payment_reference == payment]) == 150
