from datetime import timedelta
from decimal import Decimal

import pytest

from cancellations.states import PlanStatus
from orders.models import Order
from orders.states import Status
from tests.cancellations.plans import plan_at
from tests.factories import (
    DiscountItemFactory,
    PaymentTransactionFactory,
)
from tests.panel.order_detail.pages import text_of, url_of


def test_payments_are_told_in_short_and_as_transactions(panel, order):
    PaymentTransactionFactory(
        order=order,
        amount=Decimal(100),
        installment_count=3,
        card_mask="·· 4417",
        gateway_reference="pay_8Kd20Rw1c",
        created_at=order.placed_at,
    )
    PaymentTransactionFactory(
        order=order,
        amount=Decimal("21.88"),
        payment_type="funds_transfer",
        captured_at=None,
        gateway="",
        gateway_reference="",
    )
    text = text_of(panel.get(url_of(order)))
    for words in (
        "Payment Information 2 payments Credit card R$100.00 3 installments",
        "R$21.88 not captured Captured R$100.00",
        "Credit card ·· 4417 3 installments sandbox pay_8Kd20Rw1c R$100.00 R$0.00 R$100.00"
        " 12 Nov 2026, 15:00",
    ):
        assert words in text


def test_a_payment_that_was_voided_says_when(panel, order):
    PaymentTransactionFactory(
        order=order,
        amount=Decimal("21.88"),
        captured_at=None,
        voided_at=order.placed_at + timedelta(days=1),
    )
    text = text_of(panel.get(url_of(order)))

    assert "R$21.88 voided Captured R$0.00" in text
    assert "R$21.88 R$0.00 R$0.00 voided on 13 Nov 2026, 15:00" in text


@pytest.mark.parametrize(
    ("captured", "words"),
    [
        ("130.00", "Paid R$8.12 more than the order’s amount."),
        ("121.80", "Paid R$0.08 less than the order’s amount."),
    ],
)
def test_a_payment_that_differs_from_the_amount_is_pointed_out(panel, order, captured, words):
    PaymentTransactionFactory(order=order, amount=Decimal(captured))
    assert words in text_of(panel.get(url_of(order)))


@pytest.mark.parametrize("status", [Status.CANCELED, Status.REFUNDED])
def test_of_an_order_that_is_over_nothing_is_owed(panel, order, status):
    PaymentTransactionFactory(order=order, amount=Decimal("100.00"))
    Order.objects.update(status=status)
    text = text_of(panel.get(url_of(order)))
    assert (
        "R$21.88 of the order’s amount was never paid."
        " Nobody owes it: no line of the order is left."
    ) in text
    assert "less than the order’s amount" not in text


def test_a_payment_of_the_exact_amount_is_not_remarked_on(panel, order):
    PaymentTransactionFactory(order=order, amount=order.amount)
    assert "than the order’s amount" not in text_of(panel.get(url_of(order)))


def test_amounts_add_up_before_and_now(panel, order, item):
    DiscountItemFactory(order=order, code="BLACK50", name="", amount=Decimal("3.10"))
    charge = Decimal("14.98")
    plan_at(PlanStatus.COMPLETED, order=order, amount=charge, shipping_amount=charge)
    text = text_of(panel.get(url_of(order)))
    assert "Order Amount Before Return/Cancellation Current Order Amount" in text
    assert (
        "Products R$110.00 R$110.00 Discount BLACK50 −R$3.10 −R$3.10 Shipping R$14.98 R$14.98"
        " Refunded shipping – −R$14.98 Total R$121.88 R$106.90"
    ) in text
