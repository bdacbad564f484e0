"""Orders that a client hands over."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.models import Order, OrderEvent
from payments.models import PaymentTransaction
from tests.api.intake.counter import NUMBERS
from tests.factories import ShippingCompanyFactory

pytestmark = pytest.mark.django_db


def test_an_order_as_the_public_client_sends_it_is_taken_in(counter, channel):
    company = ShippingCompanyFactory()

    shown = counter.taken(counter.order(number="A/7", cargo_company=company.pk, client_type="ios"))

    order = Order.objects.get()
    assert shown == counter.api.get(f"/api/v1/orders/{order.pk}/").json()
    assert (shown["pk"], shown["number"], shown["channel"]) == (order.pk, "A/7", channel.pk)
    assert (shown["amount"], shown["net_shipping_amount"]) == ("119.90", "20.00")
    assert (shown["status"], shown["cargo_company"]) == ("400", company.pk)
    assert shown["extra_field"] == {"id": "R-1"}
    line = order.items.get()
    assert (line.product, line.sku) == (counter.product, counter.product.sku)
    assert (line.price, line.retail_price) == (Decimal("99.90"), Decimal("119.90"))
    assert (line.tax_rate, line.tax_amount) == (20, Decimal("16.65"))
    assert line.extra_field == {"id": "R-1-1"}
    event = OrderEvent.objects.get()
    assert (event.actor, event.actor_type, event.kind) == (counter.api.user, "api_client", "placed")


def test_it_is_found_again_by_its_number(counter):
    shown = counter.taken(counter.order(number="A/7"))

    assert counter.api.get("/api/v1/order_number/A/7/").json() == shown


@pytest.mark.parametrize("price", [19.9, "19.9", "19.90", "  19.900 "])
def test_an_amount_is_taken_as_it_is_written(counter, price):
    order = counter.order(counter.item(price=price), amount=39.9)

    assert counter.taken(order)["amount"] == "39.90"
    assert Order.objects.get().items.get().price == Decimal("19.9")


def test_a_currency_is_taken_in_any_letters(counter):
    order = counter.order(counter.item(price_currency="BrL"), currency="brl")

    assert counter.taken(order)["currency"] == "BRL"


def test_amounts_and_parts_that_are_empty_are_not_said(counter):
    empty = {"discount_amount": "", "installment_interest_amount": None, "payment_option_fee": ""}
    beside = {"discount_items": None, "transactions": None, "contracts": None}
    order = counter.order(net_shipping_amount=None, beside=beside, **empty)

    assert counter.taken(order)["net_shipping_amount"] == "20.00"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-04 12:30:00", datetime(2026, 3, 4, 15, 30, tzinfo=UTC)),
        ("2026-03-04 12:30:00.250000", datetime(2026, 3, 4, 15, 30, 0, 250_000, tzinfo=UTC)),
        ("2026-03-04 12:30:00+03:00", datetime(2026, 3, 4, 9, 30, tzinfo=UTC)),
        ("2026-03-04T12:30:00Z", datetime(2026, 3, 4, 12, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_without_a_zone_is_one_of_the_channel(counter, written, moment):
    counter.taken(counter.order(date_placed=written))

    assert Order.objects.get().placed_at == moment


@pytest.mark.parametrize("status", ["450", 450, "preparing"])
def test_a_status_is_told_by_code_or_name(counter, status):
    assert counter.taken(counter.order(counter.item(status=status)))["status"] == "450"


def test_discounts_payments_and_contracts_come_along(counter):
    beside = {
        "discount_items": [{"name": "Club", "code": "C", "amount": 9.9}],
        "transactions": [
            {
                "payment_type": "credit_card",
                "gateway": "sandbox",
                "gateway_reference": "pay_1",
                "amount": "110.00",
                "currency": "BRL",
                "captured_at": "2026-03-04T12:31:00Z",
                "installment_count": 3,
                "card_mask": "**** 1234",
                "something": "else",
            }
        ],
        "contracts": [{"kind": "sale", "title": "Sale", "body": None, "accepted_at": None}],
    }

    counter.taken(counter.order(amount="110.00", discount_amount=9.9, beside=beside))

    order = Order.objects.get()
    assert (order.discount_amount, order.items.get().net_amount) == (Decimal("9.9"), 90)
    assert (order.discounts.get().amount, order.contracts.get().title) == (Decimal("9.9"), "Sale")
    payment = PaymentTransaction.objects.get()
    assert (payment.order, payment.amount, payment.installment_count) == (order, 110, 3)
    assert order.payment_types == ["credit_card"]


def test_a_list_is_answered_by_a_list_in_the_same_order(counter):
    numbers = ["b", "c", "a"]

    shown = counter.taken([counter.order(number=number) for number in numbers])

    assert [order["number"] for order in shown] == numbers
    assert counter.taken([counter.order(number="d")])[0]["number"] == "d"


def test_hundreds_cost_the_statements_of_one(counter):
    def statements(count):
        with CaptureQueriesContext(connection) as captured:
            counter.taken([counter.order() for _place in range(count)])
        return len(captured)

    # The first one makes connections to what is kept.
    statements(1)

    assert statements(1) == statements(100)


def test_the_same_request_with_its_key_is_done_once(counter):
    order = counter.order()
    first = counter.post(order, **{"Idempotency-Key": "k1"})
    again = counter.post(order, **{"Idempotency-Key": "k1"})

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert Order.objects.count() == 1


def test_numbers_are_never_used_twice(counter):
    next(NUMBERS)
    order = counter.order(number="7")
    counter.taken(order)

    assert counter.refused(order) == {
        "number": ["There is an order 7 already."],
        "code": "invalid",
    }
