"""Which payment gives how much back: the usual split, another one, and what cannot be."""

import pytest

from orders.states import Status
from tests.factories import SellerFactory
from tests.panel.order_detail.pages import text_of
from tests.panel.order_detail.plans.forms import amounts_shown, apply, choose, fields_of, preview
from tests.panel.order_detail.plans.test_preview import IBAN


def test_another_split_is_kept_until_the_usual_one_is_asked_for(operator, shop):
    order = shop.place("30.00", pay=[("credit_card", "20.00"), ("loyalty_money", "10.00")])
    card, points = order.transactions.order_by("pk")
    item = order.items.get()
    key = f"amount-{item.pk}"
    data = choose(shop, item, **{key: "15.00", f"note-{item.pk}": "Used"})
    usual = fields_of(preview(operator, order, data))
    assert usual[f"share-{card.pk}"] == ["15.00"]

    split = {**usual, f"share-{card.pk}": "6.00", f"share-{points.pk}": "9.00"}
    chosen = fields_of(preview(operator, order, split))
    assert (chosen[f"share-{card.pk}"], chosen[f"share-{points.pk}"]) == (["6.00"], ["9.00"])
    again = fields_of(preview(operator, order, chosen))
    assert again[f"share-{points.pk}"] == ["9.00"]
    back = fields_of(preview(operator, order, {**again, "step": "usual"}))
    assert (back[f"share-{card.pk}"], back[f"share-{points.pk}"]) == (["15.00"], ["0.00"])


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        (("6.00", "8.00"), "The split adds up to €14.00, but €15.00 goes back."),
        (("0", "15.00"), "only €10.00 is left to give back."),
        (("x", "15.00"), "“x” is no amount. Type it like 46.49."),
    ],
)
def test_a_split_that_does_not_fit_is_refused_beside_what_was_typed(operator, shop, parts, problem):
    order = shop.place("15.00", "15.00", pay=[("credit_card", "20.00"), ("loyalty_money", "10.00")])
    card, points = order.transactions.order_by("pk")
    usual = fields_of(preview(operator, order, choose(shop, order.items.first())))

    split = {**usual, f"share-{card.pk}": parts[0], f"share-{points.pk}": parts[1]}
    response = preview(operator, order, split)

    assert response.status_code == 422
    assert problem in text_of(response)
    found = fields_of(response)
    assert [found[f"share-{p.pk}"] for p in (card, points)] == [[parts[0]], [parts[1]]]


def test_more_work_by_hand_than_needed_is_for_finance(client, operator, shop):
    pay = [("credit_card", "30.00"), ("funds_transfer", "30.00")]
    order = shop.place("30.00", "30.00", pay=pay)
    card, bank = order.transactions.order_by("pk")
    data = choose(shop, order.items.first(), iban=IBAN, holder_name="Inês")
    usual = fields_of(preview(operator, order, data))
    split = {**usual, f"share-{card.pk}": "0", f"share-{bank.pk}": "30.00"}

    refused = preview(operator, order, split)
    client.force_login(shop.finance)
    allowed = preview(client, order, split)

    assert refused.status_code == 422
    assert "Make refunds by hand" in text_of(refused)
    assert allowed.status_code == 200
    assert "Must be sent by hand €30.00" in text_of(allowed)


@pytest.fixture
def split(operator, shop):
    """The fields of a preview of 15.00 with a split of somebody's own, and what is paid how."""
    order = shop.place("15.00", "15.00", pay=[("credit_card", "20.00"), ("loyalty_money", "10.00")])
    item = order.items.first()
    data = choose(shop, item, **{f"note-{item.pk}": "Used"})
    card, points = order.transactions.order_by("pk")
    usual = fields_of(preview(operator, order, data))
    own = {**usual, f"share-{card.pk}": "9.00", f"share-{points.pk}": "6.00"}
    return order, item, fields_of(preview(operator, order, own)), (card, points)


def test_a_refused_split_is_shown_beside_the_amount_that_it_does_not_fit(operator, split):
    order, item, shown, (card, points) = split

    lowered = {**shown, f"amount-{item.pk}": "12.00", f"share-{points.pk}": "5.00"}
    response = preview(operator, order, lowered)

    assert response.status_code == 422
    assert "The split adds up to €14.00, but €12.00 goes back." in text_of(response)
    assert amounts_shown(response) == ["€12.00", "€12.00"]
    found = fields_of(response)
    assert [found[f"share-{p.pk}"] for p in (card, points)] == [["9.00"], ["5.00"]]


def test_a_split_of_before_gives_way_to_an_amount_that_is_lowered_since(operator, split):
    order, item, shown, (card, points) = split

    response = preview(operator, order, {**shown, f"amount-{item.pk}": "12.00"})

    assert response.status_code == 200
    assert (
        "Another amount goes back now, so the split is the usual one again."
        " What is another amount now is marked."
    ) in text_of(response)
    assert amounts_shown(response) == ["€15.00 → €12.00", "€15.00 → €12.00"]
    found = fields_of(response)
    assert [found[f"share-{p.pk}"] for p in (card, points)] == [["12.00"], ["0.00"]]
    assert "split" not in found
    assert apply(operator, order, response).status_code == 302


def test_amounts_that_cannot_be_are_told_together_with_the_split(operator, split):
    order, item, shown, (card, _points) = split

    typed = {f"amount-{item.pk}": "some", f"share-{card.pk}": "x"}
    response = preview(operator, order, {**shown, **typed})

    text = text_of(response)
    assert response.status_code == 422
    assert "“some” is no amount. Type it like 46.49." in text
    assert "“x” is no amount. Type it like 46.49." in text
    assert {name: fields_of(response)[name] for name in typed} == {k: [v] for k, v in typed.items()}


def test_plans_of_several_sellers_have_no_split_to_choose(operator, shop):
    shop.channel.channel_type = "marketplace"
    shop.channel.save()
    lines = [{"price": "30.00", "seller": SellerFactory()} for _seller in range(2)]
    order = shop.place(*lines, status=Status.DELIVERED)
    payment = order.transactions.get()
    data = choose(shop, *order.items.all(), plan_type="refund", **{f"share-{payment.pk}": "45.00"})

    response = preview(operator, order, data)

    text = text_of(response)
    assert response.status_code == 200
    assert "Each seller’s plan takes its own part: their split cannot be chosen." in text
    assert [amounts_shown(response, place)[-1] for place in (0, 1)] == ["€30.00", "€30.00"]
    assert apply(operator, order, response).status_code == 302


def test_a_single_payment_is_shown_without_a_split_to_type(operator, shop):
    order = shop.place("15.00")

    response = preview(operator, order, choose(shop, order.items.get()))

    where = response.content.decode().partition('aria-labelledby="where"')[2]
    where = where.partition("</section>")[0]
    assert ('inputmode="decimal"' in where, "Work Out Again" in where) == (False, False)
    assert "By itself, in seconds €15.00 all of it €15.00" in text_of(response)
    assert apply(operator, order, response).status_code == 302
