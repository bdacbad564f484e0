from decimal import Decimal

import pytest

from orders.amounts import AmountLine, GivenBack, Step, amount_lines, current_amount
from tests.factories import DiscountItemFactory, OrderFactory, OrderItemFactory

pytestmark = pytest.mark.django_db


def lines_of(order, **given_back):
    items, discounts = list(order.items.all()), list(order.discounts.all())
    return amount_lines(order, items, discounts, GivenBack(**given_back))


def test_the_steps_lead_to_the_amount():
    order = OrderFactory(
        amount=Decimal("101.50"),
        net_shipping_amount=Decimal("14.00"),
        installment_interest_amount=Decimal("3.50"),
        payment_option_fee=Decimal("4.00"),
    )
    OrderItemFactory(order=order, price=Decimal(60), discount_amount=Decimal("12.50"))
    OrderItemFactory(order=order, price=Decimal(40), discount_amount=Decimal("7.50"))
    DiscountItemFactory(order=order, code="BLACK50", amount=Decimal(15))
    lines = lines_of(order)
    assert [(line.step, line.before, line.name) for line in lines] == [
        (Step.PRODUCTS, Decimal(100), ""),
        (Step.DISCOUNT, Decimal(-15), "BLACK50"),
        (Step.LINE_DISCOUNTS, Decimal(-5), ""),
        (Step.SHIPPING, Decimal(14), ""),
        (Step.INTEREST, Decimal("3.50"), ""),
        (Step.PAYMENT_FEE, Decimal(4), ""),
    ]
    assert sum(line.before for line in lines) == order.amount
    assert all(line.before == line.current for line in lines)


def test_an_order_without_lines_has_an_unlisted_amount():
    order = OrderFactory(amount=Decimal(50))
    assert lines_of(order) == [
        AmountLine(Step.PRODUCTS, Decimal(0), Decimal(0)),
        AmountLine(Step.UNLISTED, Decimal(50), Decimal(50)),
    ]


def test_what_went_back_is_taken_off_the_current_amount_only():
    order = OrderFactory(
        amount=Decimal(64), net_shipping_amount=Decimal(10), payment_option_fee=Decimal(4)
    )
    OrderItemFactory(order=order, price=Decimal(50))
    given_back = {
        "products": Decimal(20),
        "shipping": Decimal(10),
        "fee": Decimal(4),
        "rest": Decimal(1),
    }
    lines = lines_of(order, **given_back)
    assert lines[-4:] == [
        AmountLine(Step.REFUNDED_PRODUCTS, None, Decimal(-20)),
        AmountLine(Step.REFUNDED_SHIPPING, None, Decimal(-10)),
        AmountLine(Step.REFUNDED_FEE, None, Decimal(-4)),
        AmountLine(Step.REFUNDED_REST, None, Decimal(-1)),
    ]
    assert sum(line.before or 0 for line in lines) == Decimal(64)
    assert sum(line.current for line in lines) == Decimal(29)
    assert current_amount(order, GivenBack(**given_back)) == Decimal(29)


@pytest.mark.parametrize(
    ("rest", "outside", "taken"),
    [(5, 0, (0, 0)), (42, 0, (0, 0)), (45, 0, (3, 0)), (40, 5, (0, 3)), (45, 5, (3, 5))],
)
def test_what_was_paid_beyond_the_amount_goes_first(rest, outside, taken):
    given_back = GivenBack(rest=Decimal(rest), outside=Decimal(outside), beyond=Decimal(42))

    assert (given_back.rest_of_amount, given_back.outside_of_amount) == taken
    assert given_back.total == sum(taken)
