"""X4 from end to end: what the preview's page says is what the gateway books, to the last cent."""

import pytest

from orders.states import Status
from tests.cancellations.orders import register, run
from tests.panel.order_detail.plans.amounts import booked, by_card, shares_shown, total_shown
from tests.panel.order_detail.plans.forms import apply, choose, preview

pytestmark = pytest.mark.django_db

DISCOUNTED = {"price": "99.99", "quantity": 3, "discount_amount": "10.00"}
WITH_INTEREST = {"price": "100.00", "installment_interest_amount": "7.77"}
CARDS = [("credit_card", "70.01"), ("credit_card", "29.99"), ("loyalty_money", "5.00")]
TWENTY = [("credit_card", f"{amount}.01") for amount in range(1, 20)] + [("wallet", "9.81")]
FEES = {"shipping": "5.90", "fee": "1.99"}
# Prices of the lines; how the order was placed; how many lines are chosen; what else is typed.
CASES = {
    "an item of two": (["30.00", "20.00"], {}, 1, {}),
    "two of three pieces with a discount": ([DISCOUNTED], {}, 1, {"quantity": "2"}),
    "all of it with the fee for shipping": (["30.00", "20.00"], {"shipping": "5.90"}, 2, {}),
    "an item of an order paid in several ways": (["60.00", "45.00"], {"pay": CARDS}, 1, {}),
    "all of an order paid in several ways": (["60.00", "45.00"], {"pay": CARDS}, 2, {}),
    "with its share of the interest": ([WITH_INTEREST, "50.00"], {}, 1, {}),
    "an amount that was lowered": (["30.00"], {}, 1, {"amount": "12.34", "note": "Worn"}),
    "a return of what was delivered": (["30.00", "20.00"], {"status": Status.DELIVERED}, 1, {}),
    "less captured than ordered": (["30.00", "20.00"], {"pay": [("credit_card", "40.00")]}, 2, {}),
    "overpaid by cents": (["30.00", "20.00"], {"pay": [("credit_card", "50.03")]}, 2, {}),
    "all of it with the payment option's fee": (["30.00", "20.00"], FEES, 2, {}),
    "an item of an order with twenty payments": (["150.00", "50.00"], {"pay": TWENTY}, 1, {}),
}


@pytest.mark.parametrize(
    ("case", "currency"),
    [
        *((case, "EUR") for case in CASES),
        ("two of three pieces with a discount", "JPY"),
        ("two of three pieces with a discount", "KWD"),
        ("all of an order paid in several ways", "JPY"),
        ("all of an order paid in several ways", "KWD"),
    ],
)
def test_what_is_shown_is_booked(operator, shop, gateway, settings, case, currency):
    settings.CANCELLATION_UNDO_SECONDS = 0
    prices, placed, lines, typed = CASES[case]
    if currency == "JPY":
        prices, placed, typed = (without_decimals(part) for part in (prices, placed, typed))
    shop.channel.currency = currency
    shop.channel.save(update_fields=["currency"])
    order = shop.place(*prices, **placed)
    register(gateway, order)
    chosen = order.items.order_by("pk")[:lines]

    shown = confirmed(operator, order, chosen, typed, shop)
    apply(operator, order, shown)
    for plan in order.plans.all():
        run(plan)

    shares = shares_shown(shown, order)
    assert total_shown(shown) == sum(shares.values()) > 0
    assert by_card(shares, order) == booked(gateway)
    assert order.plans.get().status == "completed"


def confirmed(operator, order, chosen, typed, shop):
    """The preview that can be applied: what is lowered is shown once more before."""
    returns = chosen[0].status >= Status.SHIPPED
    of_item = {f"{name}-{chosen[0].pk}": value for name, value in typed.items()}
    data = choose(shop, *chosen, plan_type="refund" if returns else "cancel", **of_item)
    return preview(operator, order, data)


def without_decimals(part):
    """The same amounts in a currency that has no decimals."""
    if isinstance(part, dict):
        return {name: without_decimals(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return type(part)(without_decimals(value) for value in part)
    return part.replace(".", "") if isinstance(part, str) and "." in part else part
