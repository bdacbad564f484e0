"""Payments as a client reads them."""

from decimal import Decimal

import pytest

from tests.factories import OrderFactory, PaymentTransactionFactory

pytestmark = pytest.mark.django_db
LISTS = {
    "transactions": {"credit_card", "gpay"},
    "order_transactions": {
        "credit_card",
        "gpay",
        "pay_on_delivery",
        "loyalty_money",
        "funds_transfer",
        "bkm_express",
    },
    "pay_on_delivery_transactions": {"pay_on_delivery"},
    "loyalty_transactions": {"loyalty_money"},
    "funds_transfer_transactions": {"funds_transfer"},
    "bex_transactions": {"bkm_express"},
}


@pytest.fixture
def order(channel):
    order = OrderFactory(channel=channel)
    for payment_type in LISTS["order_transactions"]:
        PaymentTransactionFactory(order=order, payment_type=payment_type)
    return order


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("scope", ["", "channel/{channel}/"])
def test_each_list_has_the_payments_of_its_types(api, order, name, scope):
    beginning = scope.format(channel=order.channel_id)

    rows = api.get(f"/api/v1/{beginning}{name}/?limit=100").json()["results"]

    assert {row["payment_type"] for row in rows} == LISTS[name]


def test_a_payment_is_found_by_its_order(api, order):
    PaymentTransactionFactory(order__channel=order.channel)

    rows = api.get(f"/api/v1/order_transactions/?order={order.pk}&limit=100").json()["results"]

    assert {row["order"] for row in rows} == {order.pk}
    assert len(rows) == 6


def test_a_payment_has_its_amounts_in_its_currency(api, channel):
    order = OrderFactory(channel=channel, currency="JPY")
    payment = PaymentTransactionFactory(order=order, currency="JPY", amount=Decimal(700))

    shown = api.get(f"/api/v1/transactions/{payment.pk}/").json()

    assert (shown["amount"], shown["refunded_amount"], shown["order_number"]) == (
        "700",
        "0",
        order.number,
    )


def test_a_strangers_payment_is_nowhere(stranger, order):
    payment = order.transactions.first()

    assert stranger.get("/api/v1/order_transactions/").json()["count"] == 0
    assert stranger.get(f"/api/v1/order_transactions/{payment.pk}/").status_code == 404
