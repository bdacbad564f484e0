"""Amounts of a new order: spread, frozen and adding up."""

from decimal import Decimal

import pytest

from orders.services.placing.new_orders import NewDiscount
from tests.orders.placing.stall import item


def amounts(order, *names):
    return [tuple(map(str, line)) for line in order.items.values_list(*names)]


def test_a_discount_of_the_order_is_spread_over_what_is_left_of_its_lines(stall):
    lines = (item("100.00", discount_amount="40.00"), item("30.00"), item("0.00"))

    order = stall.place_one(*lines, discount_amount=Decimal("50.00"), amount="80.00")

    assert amounts(order, "price", "discount_amount", "net_amount") == [
        ("100.000", "46.670", "53.330"),
        ("30.000", "3.330", "26.670"),
        ("0.000", "0.000", "0.000"),
    ]
    assert order.discount_amount == 50


@pytest.mark.parametrize("discount", [None, Decimal(0), Decimal("0.0")])
def test_a_discount_that_is_not_said_is_that_of_the_lines(stall, discount):
    lines = (item("10.00", discount_amount="1.00"), item("10.00", discount_amount="2.50"))

    order = stall.place_one(*lines, discount_amount=discount)

    assert order.discount_amount == Decimal("3.50")
    assert amounts(order, "discount_amount") == [("1.000",), ("2.500",)]


def test_a_discount_below_that_of_the_lines_is_refused(stall):
    lines = (item("10.00", discount_amount="1.00"), item("10.00", discount_amount="2.50"))

    fields = stall.refused(stall.order(*lines, discount_amount=Decimal("3.00")))

    assert fields == {
        ("discount_amount",): [
            "The discounts of the lines add up to 3.50 TRY, the order says 3.00:"
            " 0.50 TRY too little."
        ]
    }


def test_a_discount_above_what_the_lines_cost_is_refused(stall):
    fields = stall.refused(stall.order("10.00", discount_amount=Decimal("10.01"), amount=0))

    assert fields == {
        ("discount_amount",): [
            "The lines cost 10.00 TRY, their discount is 10.01: 0.01 TRY too much."
        ]
    }


def test_a_line_is_discounted_by_its_price_at_most(stall):
    order = stall.order(item("10.00"), item("10.00", discount_amount="10.01"), amount="9.99")

    assert stall.refused(order) == {
        ("items", 1, "discount_amount"): [
            "The line costs 10.00 TRY: a discount of 10.01 TRY is more than that."
        ]
    }


def test_named_discounts_are_a_part_of_the_order_s(stall):
    discounts = (
        NewDiscount(name="A", amount=Decimal("6.00")),
        NewDiscount(name="B", amount=Decimal("4.01")),
    )
    order = stall.order("100.00", amount="90.00", discount_amount=Decimal(10), discounts=discounts)

    assert stall.refused(order) == {
        ("discount_amount",): [
            "The discounts that are named add up to 10.01 TRY, the order’s is 10.00:"
            " 0.01 TRY too little."
        ]
    }


def test_a_sum_of_discounts_that_no_column_keeps_is_refused(stall):
    line = item("99999999999.00", discount_amount="99999999999.00")

    assert list(stall.refused(stall.order(line, line))) == [("discount_amount",)]


def test_interest_is_spread_over_the_lines(stall):
    order = stall.place_one(
        "20.00", "10.00", installment_interest_amount=Decimal("1.00"), amount="31.00"
    )

    assert amounts(order, "installment_interest_amount") == [("0.670",), ("0.330",)]


@pytest.mark.parametrize(
    ("price", "rate", "tax"),
    [
        ("120.00", "20", "20.000"),
        ("0.01", "18", "0.000"),
        ("3.09", "3", "0.090"),
        ("9.99", "0", "0.000"),
    ],
)
def test_tax_is_the_part_of_what_is_paid(stall, price, rate, tax):
    order = stall.place_one(item(price, tax_rate=rate))

    assert amounts(order, "tax_amount") == [(tax,)]


def test_net_shipping_that_is_not_said_is_all_of_it(stall):
    order = stall.place_one("10.00", shipping_amount=Decimal("5.00"), amount="15.00")
    assert (order.shipping_amount, order.net_shipping_amount) == (5, 5)

    free = stall.place_one(
        "10.00", shipping_amount=Decimal("5.00"), net_shipping_amount=Decimal(0), amount="10.00"
    )
    assert (free.shipping_amount, free.net_shipping_amount) == (5, 0)

    net = stall.place_one("10.00", net_shipping_amount=Decimal("5.00"), amount="15.00")
    assert (net.shipping_amount, net.net_shipping_amount) == (5, 5)


def test_net_shipping_is_not_more_than_shipping(stall):
    order = stall.order(
        "10.00",
        shipping_amount=Decimal("5.00"),
        net_shipping_amount=Decimal("5.01"),
        amount="15.01",
    )

    assert stall.refused(order) == {
        ("net_shipping_amount",): [
            "Shipping costs 5.00 TRY: net it cannot be 5.01 TRY, which is more."
        ]
    }


@pytest.mark.parametrize(
    ("said", "end"), [("119.90", "0.10 TRY too little."), ("120.10", "0.10 TRY too much.")]
)
def test_a_total_that_does_not_add_up_is_refused_with_the_difference(stall, said, end):
    order = stall.order(
        "100.00",
        shipping_amount=Decimal("15.00"),
        installment_interest_amount=Decimal("3.00"),
        payment_option_fee=Decimal("2.00"),
        amount=said,
    )

    assert stall.refused(order) == {
        ("amount",): [f"The lines and charges add up to 120.00 TRY, the order says {said}: {end}"]
    }


@pytest.mark.parametrize(
    ("currency", "fine"), [("JPY", "1.5"), ("TRY", "1.005"), ("KWD", "1.0005")]
)
def test_an_amount_is_as_fine_as_its_currency(stall, currency, fine):
    fields = stall.refused(stall.order(item(fine), currency=currency))

    assert ("items", 0, "price") in fields


def test_a_float_of_a_program_is_taken_as_it_is_written(stall):
    order = stall.place_one(item(repr(19.9)))

    assert amounts(order, "price") == [("19.900",)]
