"""X4 from end to end where no items are ticked, where a fee is split and for several sellers."""

from decimal import Decimal

import pytest

from cancellations.services.confirming import confirm_plan
from omnitron.accounts.panels import SELLER_CENTER
from orders.states import Status
from tests.cancellations.orders import register, run
from tests.factories import SellerStaffFactory
from tests.panel.order_detail.plans.amounts import booked, by_card, shares_shown, total_shown
from tests.panel.order_detail.plans.forms import apply, choose, preview

pytestmark = pytest.mark.django_db

TWO_CARDS = {"pay": [("credit_card", "36.01"), ("credit_card", "3.99")]}
# What is asked for; prices of the lines; how the order was placed; what else is typed; the total.
CASES = {
    "an order without items": ("entire", [], TWO_CARDS, {}, "40.00"),
    "the entire order": ("entire", ["30.00", "4.99"], {"shipping": "5.90"}, {}, "40.89"),
    "the rest": ("rest", ["30.00"], TWO_CARDS, {"rest": "9.99"}, "9.99"),
    "the shipping fee alone": ("shipping", ["30.00"], {"shipping": "5.90"}, {}, "5.90"),
}


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.CANCELLATION_UNDO_SECONDS = 0


def carried_out(client, order, shown):
    apply(client, order, shown)
    for plan in order.plans.order_by("pk"):
        assert run(plan).status == "completed"


@pytest.mark.parametrize("case", CASES)
def test_what_is_shown_of_the_whole_order_is_booked(client, shop, gateway, case):
    what, prices, placed, typed, total = CASES[case]
    client.force_login(shop.finance)
    order = shop.place(*prices, **placed)
    register(gateway, order)

    shown = preview(client, order, {"what": what, "reason": shop.reasons["cancel"].pk, **typed})
    carried_out(client, order, shown)

    shares = shares_shown(shown, order)
    assert total_shown(shown) == sum(shares.values()) == Decimal(total)
    assert by_card(shares, order) == booked(gateway)


def test_what_is_shown_of_a_fee_that_is_split_is_booked(operator, shop, gateway):
    shop.follow(split_shipping=True)
    order = shop.place({"price": "30.00", "quantity": 2}, "20.00", shipping="5.01")
    register(gateway, order)
    first = order.items.first()

    shown = preview(operator, order, choose(shop, first, **{f"quantity-{first.pk}": "1"}))
    carried_out(operator, order, shown)

    # Of 5.01 the first line brings 3.01, and one of its two pieces the half that divides.
    assert total_shown(shown) == Decimal("16.50")
    assert list(booked(gateway).values()) == [Decimal("16.50")]


def test_what_is_shown_of_each_seller_s_plan_is_booked(operator, shop, gateway):
    shop.channel.channel_type = "marketplace"
    shop.channel.save(update_fields=["channel_type"])
    staff = SellerStaffFactory.create_batch(2)
    lines = [
        {"price": price, "discount_amount": "0.01", "seller": person.seller}
        for person, price in zip(staff, ("30.00", "20.00"), strict=True)
    ]
    order = shop.place(*lines, shipping="5.90", status=Status.DELIVERED)
    register(gateway, order)

    shown = preview(operator, order, choose(shop, *order.items.all(), plan_type="refund"))
    apply(operator, order, shown)
    plans = order.plans.order_by("pk")
    for person, plan in zip(staff, plans, strict=True):
        confirm_plan(actor=person.user, plan_id=plan.pk, panel=SELLER_CENTER)
        assert run(plan).status == "completed"

    amounts = [total_shown(shown, place) for place in (0, 1)]
    assert amounts == [Decimal(line["amount"]) for line in gateway.ledger()]
    # The fee comes with neither: the other one may still be refused.
    assert amounts == [Decimal("29.99"), Decimal("19.99")]
