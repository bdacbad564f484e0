"""Stripe pays once for each key, though localstripe forgets idempotency keys at once."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from payments.gateways.base import Outcome, OutcomeUnknown
from tests.payments.stripe.conftest import gateway_at, instruction


@pytest.mark.parametrize("take", ["intent", "charge"])
def test_a_refund_succeeds(gateway, local_stripe, relay, take):
    payment = getattr(local_stripe, take)(5000)
    ours = instruction(payment)

    answer = gateway.refund(ours)

    assert (answer.outcome, answer.failure_code) == (Outcome.SUCCEEDED, "")
    assert answer.reference.startswith("re_")
    assert answer.received["amount"] == 1250
    assert local_stripe.refunds(payment) == [(str(ours.key), 1250)]
    assert [key for _form, key in relay.sent] == [str(ours.key)]


@pytest.mark.parametrize("take", ["intent", "charge"])
def test_the_same_key_again_pays_once(gateway, local_stripe, relay, take):
    payment = getattr(local_stripe, take)(5000)
    ours = instruction(payment)

    first, second = gateway.refund(ours), gateway.refund(ours)

    assert first == second
    assert local_stripe.refunds(payment) == [(str(ours.key), 1250)]
    assert len(relay.sent) == 1


def test_localstripe_by_itself_would_pay_twice(local_stripe):
    payment = local_stripe.charge(5000)
    for _time in range(2):
        local_stripe.v1.refunds.create(
            {"charge": payment, "amount": 1250}, {"idempotency_key": "the same"}
        )

    assert len(local_stripe.refunds(payment)) == 2


def test_a_lost_answer_is_found(gateway, local_stripe, relay):
    payment = local_stripe.intent(5000)
    ours = instruction(payment)
    relay.lost.add("POST")
    with pytest.raises(OutcomeUnknown, match="no answer"):
        gateway.refund(ours)
    assert len(relay.sent) == 1

    found = gateway.find(ours)

    assert (found.outcome, found.received["amount"]) == (Outcome.SUCCEEDED, 1250)
    relay.lost.clear()
    assert gateway.refund(ours) == found
    assert local_stripe.refunds(payment) == [(str(ours.key), 1250)]


def test_what_stripe_never_saw_is_not_found(gateway, local_stripe):
    payment = local_stripe.intent(5000)
    gateway.refund(instruction(payment))

    assert gateway.find(instruction(payment)) is None


def test_without_an_answer_to_the_look_up_nothing_is_sent(gateway, local_stripe, relay):
    relay.lost.add("GET")

    with pytest.raises(OutcomeUnknown):
        gateway.refund(instruction(local_stripe.intent(5000)))

    assert relay.sent == []


def test_a_refund_behind_a_hundred_others_is_found(gateway, local_stripe, relay):
    payment = local_stripe.charge(50_000)
    ours = instruction(payment, "1.00")
    gateway.refund(ours)
    for _number in range(200):
        local_stripe.v1.refunds.create({"charge": payment, "amount": 1})

    assert gateway.refund(ours).outcome == Outcome.SUCCEEDED
    assert [form["amount"] for form, _key in relay.sent] == [["100"]]
    assert [query["limit"] for query in relay.asked] == [["100"]] * 4


@pytest.mark.parametrize("payment", ["pi_unheard", "ch_unheard"])
def test_a_payment_that_stripe_does_not_know_is_declined(gateway, relay, payment):
    answer = gateway.refund(instruction(payment))

    assert (answer.outcome, answer.failure_text) == (Outcome.DECLINED, "Not Found")


def test_asking_about_a_payment_that_stripe_does_not_know_settles_nothing(gateway):
    with pytest.raises(OutcomeUnknown, match="Not Found"):
        gateway.find(instruction("pi_unheard"))


def test_a_payment_of_another_gateway_is_never_sent(gateway, relay):
    ours = instruction("pay_12")

    answer = gateway.refund(ours)

    assert (answer.outcome, answer.failure_code) == (Outcome.DECLINED, "payment_unknown")
    assert gateway.find(ours) is None
    assert relay.requests == []


def test_more_than_is_left_is_declined(gateway, local_stripe):
    payment = local_stripe.intent(5000)
    gateway.refund(instruction(payment, "40.00"))

    answer = gateway.refund(instruction(payment, "10.01"))

    assert (answer.outcome, answer.failure_code, answer.failure_text) == (
        Outcome.DECLINED,
        "charge_already_refunded",
        "Refund amount is greater than unrefunded amount on charge",
    )
    assert [amount for _key, amount in local_stripe.refunds(payment)] == [4000]


@pytest.mark.parametrize(
    ("status", "outcome", "code"),
    [
        ("pending", Outcome.PENDING, ""),
        ("requires_action", Outcome.PENDING, ""),
        ("failed", Outcome.DECLINED, "failed"),
        ("canceled", Outcome.DECLINED, "canceled"),
    ],
)
def test_a_refund_has_the_outcome_of_its_status(gateway, local_stripe, status, outcome, code):
    payment = local_stripe.intent(5000)
    ours = instruction(payment)
    reference = gateway.refund(ours).reference
    local_stripe.client.raw_request("post", f"/v1/refunds/{reference}", status=status)

    found = gateway.find(ours)

    assert (found.outcome, found.failure_code) == (outcome, code)
    assert gateway.refund(ours) == found


@pytest.mark.parametrize("ask", ["refund", "find"])
def test_a_key_that_was_used_for_another_amount_leaves_the_outcome_unknown(
    gateway, local_stripe, ask
):
    payment = local_stripe.intent(5000)
    ours = instruction(payment)
    gateway.refund(ours)

    with pytest.raises(OutcomeUnknown, match="about another refund"):
        getattr(gateway, ask)(replace(ours, amount=Decimal("12.00")))

    assert len(local_stripe.refunds(payment)) == 1


def test_a_key_that_was_paid_twice_is_left_to_people(gateway, local_stripe):
    payment, key = local_stripe.charge(5000), uuid4()
    for _time in range(2):
        asked = {"charge": payment, "amount": 1250, "metadata": {"key": str(key)}}
        local_stripe.v1.refunds.create(asked)

    with pytest.raises(OutcomeUnknown, match="2 refunds with the key"):
        gateway.find(instruction(payment, key=key))


@pytest.mark.parametrize(
    ("amount", "currency", "sent"),
    [
        ("1500.000", "JPY", "1500"),
        ("1.230", "KWD", "1230"),
        ("7", "EUR", "700"),
        ("5", "ISK", "500"),
    ],
)
def test_amounts_are_sent_in_the_unit_of_stripe(
    gateway, local_stripe, relay, amount, currency, sent
):
    payment = local_stripe.intent(5000, currency)

    answer = gateway.refund(instruction(payment, amount, currency))

    assert answer.outcome == Outcome.SUCCEEDED
    assert [form["amount"] for form, _key in relay.sent] == [[sent]]


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("1.5", "JPY"), ("1.234", "KWD"), ("1.005", "EUR"), ("5.50", "ISK"), ("5", "UGX")],
)
def test_an_amount_that_stripe_cannot_move_exactly_is_never_sent(gateway, relay, amount, currency):
    answer = gateway.refund(instruction("pi_1", amount, currency))

    assert (answer.outcome, answer.failure_code) == (Outcome.DECLINED, "amount_not_possible")
    assert relay.requests == []


def test_a_gateway_that_is_gone_leaves_the_outcome_unknown():
    gateway = gateway_at("http://127.0.0.1:1")

    with pytest.raises(OutcomeUnknown):
        gateway.refund(instruction("pi_1"))
    with pytest.raises(OutcomeUnknown):
        gateway.find(instruction("pi_1"))
