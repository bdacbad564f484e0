"""Whatever comes in adds up to the last unit, and what does not is refused."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omnitron.core.money import unit
from orders.models import Order
from orders.services.placing.new_orders import NewDiscount, NewItem

MOST = 10**8


@st.composite
def wanted(draw):
    """The amounts of an order in the smallest unit of its currency, with the total that follows."""
    currency = draw(st.sampled_from(["JPY", "TRY", "KWD"]))
    step = unit(currency)
    prices = draw(st.lists(st.integers(0, MOST), min_size=1, max_size=8))
    own = [draw(st.integers(0, price)) for price in prices]
    beyond = draw(st.integers(0, sum(prices) - sum(own)))
    discount = sum(own) + beyond
    named = draw(st.integers(0, discount))
    shipping, interest, fee = (draw(st.integers(0, MOST)) for _charge in range(3))
    net_shipping = draw(st.integers(0, shipping))
    total = sum(prices) - discount + net_shipping + interest + fee
    return {
        "currency": currency,
        "amount": total * step,
        "discount_amount": discount * step,
        "discounts": (
            NewDiscount(name="Club", amount=named * step),
            NewDiscount(name="Week", amount=(discount - named) * step),
        ),
        "shipping_amount": shipping * step,
        "net_shipping_amount": net_shipping * step,
        "installment_interest_amount": interest * step,
        "payment_option_fee": fee * step,
        "items": tuple(
            NewItem(
                sku="x",
                price=price * step,
                discount_amount=part * step,
                tax_rate=Decimal(draw(st.integers(0, 10_000))) / 100,
            )
            for price, part in zip(prices, own, strict=True)
        ),
    }


def placed(stall, values):
    values = dict(values)
    return stall.order(*values.pop("items"), **values)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=st.lists(wanted(), min_size=1, max_size=4))
def test_what_is_kept_adds_up_to_the_last_unit(stall, orders):
    given_orders = [placed(stall, values) for values in orders]

    for new, order in zip(given_orders, stall.place(*given_orders), strict=True):
        lines = list(order.items.all())
        step = unit(new.currency)
        charges = order.net_shipping_amount + order.payment_option_fee
        assert order.amount == new.amount == sum(line.paid_amount for line in lines) + charges
        assert sum(line.discount_amount for line in lines) == order.discount_amount
        assert order.discount_amount == new.discount_amount
        interest = sum(line.installment_interest_amount for line in lines)
        assert interest == order.installment_interest_amount
        assert sum(part.amount for part in order.discounts.all()) <= order.discount_amount
        for line, asked in zip(lines, new.items, strict=True):
            assert line.net_amount == line.price - line.discount_amount >= 0
            assert asked.discount_amount <= line.discount_amount
            # Within half a unit, told without dividing.
            doubled = 2 * (line.net_amount - line.tax_amount) * (100 + line.tax_rate)
            assert abs(doubled - 200 * line.net_amount) <= step * (100 + line.tax_rate)
            for name in ("discount_amount", "installment_interest_amount", "tax_amount"):
                assert getattr(line, name) % step == 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=wanted(), sign=st.sampled_from([-1, 1]))
def test_a_total_that_is_wrong_by_one_unit_is_refused(stall, values, sign):
    order = placed(stall, values)
    wrong = order.amount + sign * unit(order.currency)

    fields = stall.refused(replace(order, amount=wrong))

    assert list(fields) == [("amount",)]
    assert not Order.objects.exists()
