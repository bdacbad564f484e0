"""X4 from end to end: what the preview's page says is what the gateway books, to the last cent."""

import re
from collections import defaultdict
from decimal import Decimal

import pytest

from orders.states import Status
from tests.cancellations.orders import register, run
from tests.panel.order_detail.plans.forms import amounts_shown, apply, choose, fields_of, preview

pytestmark = pytest.mark.django_db

DISCOUNTED = {"price": "99.99", "quantity": 3, "discount_amount": "10.00"}
WITH_INTEREST = {"price": "100.00", "installment_interest_amount": "7.77"}
CARDS = [("credit_card", "70.01"), ("credit_card", "29.99"), ("loyalty_money", "5.00")]
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

    by_card = booked(gateway)
    shares = shares_shown(shown, order)
    assert total_shown(shown) == sum(shares.values()) > 0
    assert {
        payment.gateway_reference: shares[payment.pk]
        for payment in order.transactions.filter(gateway="sandbox")
        if shares[payment.pk]
    } == by_card
    assert order.plans.get().status == "completed"


def confirmed(operator, order, chosen, typed, shop):
    """The preview that can be applied: what is lowered is shown once more before."""
    returns = chosen[0].status >= Status.SHIPPED
    of_item = {f"{name}-{chosen[0].pk}": value for name, value in typed.items()}
    data = choose(shop, *chosen, plan_type="refund" if returns else "cancel", **of_item)
    return preview(operator, order, data)


def shares_shown(response, order):
    """What goes back from each payment, as the page's fields say."""
    fields = fields_of(response)
    texts = {row.pk: fields.get(f"share-{row.pk}", [""])[0] for row in order.transactions.all()}
    return {pk: Decimal(text or 0) for pk, text in texts.items()}


def total_shown(response):
    """The last of the amounts, without its currency."""
    return Decimal(re.sub(r"[^0-9.]", "", amounts_shown(response)[-1]))


def booked(gateway):
    """What the sandbox's ledger has, by payment."""
    sums = defaultdict(Decimal)
    for line in gateway.ledger():
        sums[line["payment"]] += Decimal(line["amount"])
    return dict(sums)


def without_decimals(part):
    """The same amounts in a currency that has no decimals."""
    if isinstance(part, dict):
        return {name: without_decimals(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return type(part)(without_decimals(value) for value in part)
    return part.replace(".", "") if isinstance(part, str) and "." in part else part
