from decimal import Decimal

import pytest

from cancellations.states import PlanStatus
from orders.amounts import AmountLine, Step, amount_lines, current_amount
from tests.cancellations.plans import plan_at, refunded
from tests.factories import DiscountItemFactory, OrderFactory, OrderItemFactory

pytestmark = pytest.mark.django_db


def lines_of(order):
    return amount_lines(order, list(order.items.all()), list(order.discounts.all()))


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
        amount=Decimal(60),
        net_shipping_amount=Decimal(10),
    )
    refunded(OrderItemFactory(order=order, price=Decimal(50)), Decimal(20))
    plan_at(PlanStatus.COMPLETED, order=order, shipping_amount=Decimal(10))
    order.refresh_from_db()
    lines = lines_of(order)
    assert lines[-2:] == [
        AmountLine(Step.REFUNDED_PRODUCTS, None, Decimal(-20)),
        AmountLine(Step.REFUNDED_SHIPPING, None, Decimal(-10)),
    ]
    assert sum(line.before or 0 for line in lines) == Decimal(60)
    assert sum(line.current for line in lines) == Decimal(30)
    assert current_amount(order, list(order.items.all())) == Decimal(30)
