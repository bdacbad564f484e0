"""An order with every relation."""

import pytest

from tests.factories import (
    ContractFactory,
    DiscountItemFactory,
    OrderFactory,
    OrderItemFactory,
    PaymentTransactionFactory,
)

pytestmark = pytest.mark.django_db


def detailed(api, order):
    return api.get(f"/api/v1/orders_integration/{order.pk}/detailed_integration/")


@pytest.fixture
def order(channel):
    return OrderFactory(channel=channel)


def test_everything_that_belongs_to_an_order_stands_there(api, order):
    lines = [OrderItemFactory(order=order) for _ in range(2)]
    payment = PaymentTransactionFactory(order=order)
    discount = DiscountItemFactory(order=order)
    contract = ContractFactory(order=order)

    shown = detailed(api, order).json()

    assert shown["number"] == order.number
    assert shown["customer"]["pk"] == order.customer_id
    assert shown["shipping_address"]["pk"] == order.shipping_address_id
    assert shown["billing_address"]["pk"] == order.billing_address_id
    assert [line["pk"] for line in shown["orderitem_set"]] == [line.pk for line in lines]
    assert [paid["pk"] for paid in shown["transaction_set"]] == [payment.pk]
    assert [each["pk"] for each in shown["discountitem_set"]] == [discount.pk]
    assert [each["pk"] for each in shown["contract_set"]] == [contract.pk]


@pytest.mark.parametrize("many", [3, 33])
def test_it_takes_as_many_queries_for_many_lines(api, order, many, django_assert_num_queries):
    for _ in range(many):
        OrderItemFactory(order=order)
        DiscountItemFactory(order=order)
        PaymentTransactionFactory(order=order)

    # Three for who asks; the order, two addresses, lines, payments, discounts with their order,
    # contracts.
    with django_assert_num_queries(11):
        detailed(api, order)


def test_a_strangers_order_is_404(stranger, order):
    assert detailed(stranger, order).status_code == 404
