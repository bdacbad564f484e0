"""What the preview of a plan says in sentences."""

import pytest

from tests.factories import SellerFactory
from tests.panel.order_detail.pages import text_of
from tests.panel.order_detail.plans.forms import choose, preview


@pytest.mark.parametrize(
    ("email", "told"),
    [
        ("ines@example.com", "The customer gets a mail when the money has gone back, not before."),
        ("", "No e-mail address is known: the customer is told nothing."),
    ],
)
def test_the_preview_tells_of_a_mail_only_where_one_can_be_sent(operator, shop, email, told):
    order = shop.place("30.00", email=email)

    text = text_of(preview(operator, order, choose(shop, order.items.get())))

    mails = ("The customer gets a mail", "No e-mail address is known")
    assert told in text
    assert sum(mail in text for mail in mails) == 1


def test_a_line_that_is_split_says_how_many_pieces_go_and_stay(operator, shop):
    order = shop.place({"price": "30.00", "quantity": 3})
    item = order.items.get()

    text = text_of(preview(operator, order, choose(shop, item, **{f"quantity-{item.pk}": "1"})))

    assert f"{item.name} is split: 1 will go, 2 will stay unchanged." in text


@pytest.mark.parametrize(("name", "begins"), [("", "Order"), ("Inês", "Inês, order")])
def test_the_line_under_the_heading_begins_with_a_capital(operator, shop, name, begins):
    order = shop.place("30.00", first_name=name, last_name="")

    text = text_of(preview(operator, order, choose(shop, order.items.get())))

    assert f"goes back {begins} {order.number}. Nothing has happened yet." in text


def test_a_shipping_fee_that_another_plan_gives_back_is_told(operator, shop):
    order = shop.place("30.00", shipping="5.00")
    plan = shop.plan(order, shop.wish(only_shipping=True))

    text = text_of(preview(operator, order, choose(shop, what="entire")))

    assert f"€5.00 of the shipping fee goes back with plan {plan.pk} already." in text


def test_the_items_of_several_sellers_say_whose_they_are(operator, shop):
    sellers = [SellerFactory(name=name) for name in ("Casa Aurora", "Ateliê Çınar")]
    lines = [{"price": "30.00", "sku": f"S-{seller.name}", "seller": seller} for seller in sellers]
    order = shop.place(*lines, {"price": "5.00", "sku": "S-own"})

    text = text_of(preview(operator, order, choose(shop, *order.items.all())))

    for words in (
        "S-Casa Aurora, Casa Aurora Reason",
        "S-Ateliê Çınar, Ateliê Çınar Reason",
        "S-own Reason",
    ):
        assert f"1 piece, {words}" in text


def test_the_items_of_a_single_seller_do_not_repeat_its_name(operator, shop):
    seller = SellerFactory(name="Casa Aurora")
    order = shop.place(*[{"price": "30.00", "seller": seller}] * 2)

    text = text_of(preview(operator, order, choose(shop, *order.items.all())))

    assert "Casa Aurora" not in text
