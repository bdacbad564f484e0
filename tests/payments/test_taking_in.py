"""Orders that are handed over with their payments."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.models import Order, OrderEvent
from payments.models import PaymentTransaction
from payments.services.taking_in import take_orders_in
from tests.factories import PaymentTransactionFactory
from tests.orders.placing.conftest import make_stall
from tests.payments.paid_orders import PAID_AT, card, paid, refusals, take_in


@pytest.fixture
def stall(db):
    return make_stall()


def test_payments_are_kept_with_their_order(stall):
    placed_at = datetime(2026, 3, 4, 11, tzinfo=UTC)
    payments = (
        card(amount="60.00", currency="TRY", installment_count=3, card_mask="552608******1234"),
        card("", "40.00", payment_type="loyalty_money", gateway="", captured_at=None),
    )

    (order,) = take_in(stall, paid(stall, *payments, date_placed=placed_at))

    club, by_card = PaymentTransaction.objects.order_by("gateway")
    assert {club.order, by_card.order} == {order}
    assert (by_card.payment_type, by_card.gateway) == ("credit_card", "sandbox")
    assert (by_card.gateway_reference, by_card.amount) == ("pay_1", Decimal("60.00"))
    assert (by_card.currency, by_card.captured_at) == ("TRY", PAID_AT)
    assert (by_card.installment_count, by_card.card_mask) == (3, "552608******1234")
    assert (by_card.reserved_amount, by_card.refunded_amount) == (0, 0)
    assert by_card.created_at == placed_at
    assert (club.gateway, club.captured_at, club.amount) == ("internal", None, 40)
    assert order.payment_types == ["credit_card", "loyalty_money"]


def test_the_log_tells_of_the_money_that_was_taken(stall):
    promised = card("pay_2", "1.00", captured_at=None)
    (order,) = take_in(stall, paid(stall, card(amount="60"), promised))

    placed, recorded = OrderEvent.objects.order_by("pk")
    assert (placed.kind, recorded.kind) == ("placed", "payment_recorded")
    assert recorded.order == order
    assert (recorded.actor_type, recorded.actor_name) == (placed.actor_type, placed.actor_name)
    assert recorded.changes == {"captured_amount": [None, "60.00"]}


@pytest.mark.parametrize(
    ("payment_type", "gateway"),
    [
        ("loyalty_money", "internal"),
        ("wallet", "internal"),
        ("funds_transfer", "manual"),
        ("pay_on_delivery", "manual"),
    ],
)
def test_the_gateway_follows_from_a_type_that_needs_none(stall, payment_type, gateway):
    take_in(stall, paid(stall, card("", payment_type=payment_type, gateway="")))

    assert PaymentTransaction.objects.get().gateway == gateway


def test_an_order_may_have_no_payment(stall):
    (order,) = take_in(stall, paid(stall))

    assert (order.payment_types, PaymentTransaction.objects.exists()) == ([], False)


def test_payments_of_many_orders_cost_the_statements_of_one(stall):
    def statements(name, count):
        orders = [
            paid(stall, card(f"{name}-{place}"), card(f"{name}-{place}b")) for place in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            take_orders_in(actor=stall.client, channel=stall.channel.pk, orders=orders)
        return len(captured)

    # The first call also reads what the person may do.
    statements("first", 1)

    assert statements("one", 1) == statements("many", 200)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("payment_type", "shells", "There is no payment type “shells”."),
        (
            "gateway",
            "bank",
            "There is no gateway “bank”: it is one of internal, sandbox, stripe, manual.",
        ),
        (
            "gateway",
            "",
            "There is no gateway “”: it is one of internal, sandbox, stripe, manual.",
        ),
        ("currency", "EUR", "The order is in TRY: so is each of its payments."),
        ("amount", Decimal(-1), "An amount cannot be negative."),
        ("amount", Decimal("0.001"), "0.001 is finer than TRY has it: round it to 0.01."),
        ("gateway_reference", "x" * 256, "This has 256 characters, and 255 fit."),
        ("gateway_reference", "\0", "This holds a character that is no text: take it out."),
        ("installment_count", 0, "Give a whole number from 1 to 32767."),
        (
            "card_mask",
            "5526 0800 0000 0006",
            "This may be the number of a card: leave its first six and last four digits.",
        ),
        ("captured_at", datetime(1, 1, 1, tzinfo=UTC), "Give a date from 1970 to 2199."),
    ],
)
def test_what_is_wrong_with_a_payment_is_named_with_it(stall, field, value, sentence):
    payments = (card("pay_1"), replace(card("pay_2"), **{field: value}))

    refused = refusals(stall, paid(stall), paid(stall, *payments))

    assert refused == {1: {("payments", 1, field): [sentence]}}
    assert not Order.objects.exists()


def test_it_is_said_with_what_is_wrong_with_the_order(stall):
    refused = refusals(stall, paid(stall, card(amount="-1"), status=7))

    assert list(refused[0]) == [("payments", 0, "amount"), ("status",)]


def test_a_reference_that_was_used_before_is_refused(stall):
    PaymentTransactionFactory(gateway="sandbox", gateway_reference="pay_1")
    PaymentTransactionFactory(gateway="stripe", gateway_reference="pay_2")

    refused = refusals(stall, paid(stall, card("pay_1"), card("pay_2")))

    assert refused == {
        0: {("payments", 0, "gateway_reference"): ["There is a payment pay_1 of sandbox already."]}
    }


def test_a_reference_stands_once_in_a_request(stall):
    twice = (card("pay_1"), card("pay_1", gateway="stripe"), card(""), card(""))

    refused = refusals(stall, paid(stall, *twice), paid(stall, card("pay_1")))

    assert refused == {
        1: {
            ("payments", 0, "gateway_reference"): [
                "Payment pay_1 of sandbox stands here more than once."
            ]
        }
    }
