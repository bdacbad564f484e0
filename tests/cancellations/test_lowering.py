"""Giving back less than could go back, and never more."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cancellations.planning.objections import About, Refused
from tests.cancellations.orders import plan_count
from tests.factories import SellerFactory


def lowered(shop, order, amount, note="Worn", **values):
    """A wish for the order's first line with less than it cost."""
    wish = shop.wish(order.items.first(), **values)
    item = replace(wish.items[0], amount=Decimal(amount), note=note)
    return replace(wish, items=(item,))


def drafted(shop, order, wish):
    (draft,) = shop.preview(order, wish).drafts
    return [(entry.amount, entry.kept) for entry in draft.items]


def test_what_is_lowered_is_kept(shop):
    order = shop.place("30.00")

    assert drafted(shop, order, lowered(shop, order, "22.50")) == [(Decimal("22.50"), 7.5)]


def test_of_an_underpaid_item_less_is_kept(shop):
    order = shop.place("30.00", pay=[("credit_card", "20.00")])

    assert drafted(shop, order, lowered(shop, order, "15.00")) == [(Decimal("15.00"), 5)]


def test_the_amount_that_could_go_back_needs_no_note_and_is_not_kept(shop):
    order = shop.place("30.00", pay=[("credit_card", "20.00")])

    assert drafted(shop, order, lowered(shop, order, "20.00", note="")) == [(Decimal("20.00"), 0)]


def test_an_amount_above_what_is_left_is_refused(shop):
    order = shop.place("30.00", "20.00", pay=[("credit_card", "40.00")])

    with pytest.raises(Refused) as refused:
        shop.plan(order, lowered(shop, order, "20.01"))

    (objection,) = refused.value.objections
    assert (objection.item_id, objection.about) == (order.items.first().pk, About.AMOUNT)
    assert objection.text == (
        "Luminária de mesa Ipê: €20.01 is more than the €20.00 that can go back for it: the other"
        " part is not paid yet, or needed for what stays."
    )
    assert plan_count(order) == 0


def test_the_amount_that_was_paid_needs_no_note(shop):
    order = shop.place("30.00")

    assert drafted(shop, order, lowered(shop, order, "30.00", note="")) == [(Decimal("30.00"), 0)]


@pytest.mark.parametrize(
    ("amount", "note", "about", "sentence"),
    [
        ("29.99", " ", About.NOTE, "say why less goes back"),
        ("30.01", "Gift", About.AMOUNT, "€30.01 is more than the €30.00 that was paid for it"),
        ("-1", "Gift", About.AMOUNT, "-1 is no amount in EUR"),
        ("1.005", "Gift", About.AMOUNT, "1.005 is no amount in EUR"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(shop, amount, note, about, sentence):
    order = shop.place("30.00")

    with pytest.raises(Refused) as refused:
        shop.plan(order, lowered(shop, order, amount, note))

    (objection,) = refused.value.objections
    assert (objection.text, objection.about) == (f"Luminária de mesa Ipê: {sentence}.", about)
    assert plan_count(order) == 0


def test_pieces_cost_no_more_than_their_part(shop):
    order = shop.place({"price": "30.00", "quantity": 3})
    wish = lowered(shop, order, "10.01")
    wish = replace(wish, items=(replace(wish.items[0], quantity=1),))

    with pytest.raises(Refused, match=r"€10\.01 is more than the €10\.00 that was paid for it\.$"):
        shop.plan(order, wish)


def test_pieces_that_stay_with_one_seller_are_not_paid_to_another(shop):
    lines = [
        {"price": "20.00", "quantity": 2, "seller": SellerFactory()},
        {"price": "20.00", "seller": SellerFactory()},
    ]
    order = shop.place(*lines, pay=[("credit_card", "15.00")], status=550)
    first, second = order.items.all()

    drafts = shop.preview(order, shop.wish((first, 1), second, plan_type="refund")).drafts

    # A piece of 10.00 stays: of the 15.00 that were captured 5.00 may go.
    assert [draft.amount for draft in drafts] == [0, Decimal("5.00")]
