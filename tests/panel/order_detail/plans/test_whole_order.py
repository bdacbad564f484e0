"""Cancel Entire Order, Only Refund Shipping Fee, Refund the Rest."""

from decimal import Decimal

import pytest

from cancellations.models import CancellationPlan
from orders.states import Status
from tests.cancellations.orders import plan_count, statuses
from tests.factories import CancellationStrategyFactory, OrderItemFactory
from tests.panel.order_detail.pages import text_of, url_of
from tests.panel.order_detail.plans.forms import amounts_shown, apply, preview


def ask(shop, what, **more):
    return {"what": what, "reason": shop.reasons["cancel"].pk, **more}


def test_the_entire_order_is_every_live_item_that_has_not_been_shipped(operator, shop):
    order = shop.place("30.00", "20.00", "10.00", shipping="5.00")
    held, _second, _third = order.items.all()
    shop.plan(order, shop.wish(held))
    OrderItemFactory(order=order, price=Decimal("8.00"), status=Status.SHIPPED)

    page = text_of(operator.get(url_of(order)))
    shown = preview(operator, order, ask(shop, "entire"))

    assert "1 of 3 items has shipped and stays." in page
    assert "Cancel the 2 others" in page
    assert "Cancel 2 items" in text_of(shown)
    apply(operator, order, shown)
    waiting = Status.CANCELLATION_WAITING
    assert statuses(order)[0] == [waiting, waiting, waiting, Status.SHIPPED]


def test_the_button_speaks_of_one_other_in_the_singular(operator, shop):
    order = shop.place("30.00", "20.00")
    order.items.filter(line_number=1).update(status=Status.SHIPPED)

    page = text_of(operator.get(url_of(order)))

    assert "1 of 2 items has shipped and stays." in page
    assert "Back Cancel the other one" in page


def test_all_items_and_the_fee_go_with_the_entire_order(operator, shop):
    order = shop.place("30.00", "20.00", shipping="5.00")
    page = text_of(operator.get(url_of(order)))
    assert "All of its 2 items are canceled." in page
    shown = preview(operator, order, ask(shop, "entire"))
    assert amounts_shown(shown) == ["€30.00", "€20.00", "€5.00", "€55.00"]


def test_an_order_without_items_is_given_back_as_a_whole(operator, shop):
    order = shop.place(pay=[("credit_card", "36.00")], shipping="6.00")

    page = text_of(operator.get(url_of(order)))
    shown = preview(operator, order, ask(shop, "entire"))

    assert "It has no lines. The €36.00 that were paid go back." in page
    assert "Refund the Rest" not in page
    assert "Cancel Entire Order, €36.00 goes back" in text_of(shown)
    assert amounts_shown(shown) == ["€36.00", "€36.00"]
    apply(operator, order, shown)
    plan = CancellationPlan.objects.get()
    assert (plan.rest_amount, plan.reason) == (Decimal("36.00"), shop.reasons["cancel"])
    assert statuses(order) == ([], Status.CANCELLATION_WAITING)


def test_the_shipping_fee_alone(operator, shop):
    order = shop.place("30.00", shipping="5.00")

    shown = preview(operator, order, ask(shop, "shipping", note="Late"))

    text = text_of(shown)
    assert "Only Refund Shipping Fee, €5.00 goes back" in text
    assert f"Shipping {shop.reasons['cancel']} €5.00" in text
    assert amounts_shown(shown) == ["€5.00", "€5.00"]
    apply(operator, order, shown)
    plan = CancellationPlan.objects.get()
    assert (plan.shipping_amount, plan.note) == (Decimal("5.00"), "Late")
    assert "Only Refund Shipping Fee" not in text_of(operator.get(url_of(order)))


def test_a_fee_that_the_strategy_keeps_is_not_offered(operator, shop):
    CancellationStrategyFactory(channel=shop.channel, name="Kept", shipping_on_cancel=False)
    order = shop.place("30.00", shipping="5.00")

    page = text_of(operator.get(url_of(order)))
    refused = preview(operator, order, ask(shop, "shipping"))

    assert "Only Refund Shipping Fee" not in page
    assert refused.status_code == 422
    assert "The channel’s cancellation strategy keeps the shipping fee." in text_of(refused)


def test_a_fee_that_nobody_paid_is_not_offered(operator, shop):
    order = shop.place("30.00", shipping="5.00", pay=[])

    page = text_of(operator.get(url_of(order)))
    refused = preview(operator, order, ask(shop, "shipping"))

    assert "Only Refund Shipping Fee" not in page
    assert refused.status_code == 422
    assert "Nothing of the shipping fee can go back: it is not paid yet" in text_of(refused)


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("shipping", "Only Refund Shipping Fee"),
        ("rest", "Refund the Rest"),
        ("entire", "Cancel Entire Order"),
    ],
)
@pytest.mark.parametrize("prices", [[], ["30.00"]])
def test_what_is_asked_is_called_as_the_button_that_led_there(client, shop, what, name, prices):
    order = shop.place(*prices, shipping="5.00", pay=[("credit_card", "36.00")])
    client.force_login(shop.finance)

    html = preview(client, order, ask(shop, what, rest="1.00")).content.decode()

    title = "Order Cancel" if what == "entire" and prices else name
    assert f'<h2 id="apply-title">{title}</h2>' in html
    # A plan for its rest ends an order that has no items.
    ends = not prices and what != "shipping"
    assert ("The order is canceled." in html) is ends


@pytest.mark.parametrize(("person", "offered"), [("operator", False), ("finance", True)])
def test_the_rest_is_offered_to_whoever_may_give_it_back(client, shop, person, offered):
    order = shop.place("30.00", pay=[("credit_card", "36.00")])
    client.force_login(getattr(shop, person))
    page = text_of(client.get(url_of(order)))
    assert ("€6.00 were paid beyond what the order costs." in page) is offered


def test_a_part_of_the_rest_goes_back(client, shop):
    order = shop.place("30.00", pay=[("credit_card", "36.00")])
    client.force_login(shop.finance)

    shown = preview(client, order, ask(shop, "rest", rest="4,50"))

    assert amounts_shown(shown) == ["€4.50", "€4.50"]
    apply(client, order, shown)
    assert CancellationPlan.objects.get().rest_amount == Decimal("4.50")


def test_what_was_paid_beyond_the_order_is_told_until_it_goes_back(client, shop):
    order = shop.place("30.00", "20.00", pay=[("credit_card", "56.00")])
    client.force_login(shop.finance)

    def told():
        return text_of(client.get(url_of(order)))

    assert "Paid €6.00 more than the order’s amount." in told()
    shop.plan(order, shop.wish(order.items.first()))
    assert "Paid €6.00 more than the order’s amount." in told()
    shop.plan(order, shop.wish(rest=Decimal("4.50")), shop.finance)
    assert "Paid €1.50 more than the order’s amount." in told()
    shop.plan(order, shop.wish(rest=Decimal("1.50")), shop.finance)

    assert "more than the order’s amount" not in told()


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("7.00", "€7.00 is more than the €6.00 that is left beyond what the order costs."),
        ("", "Type how much of the €6.00 goes back."),
        ("x", "“x” is no amount. Type it like 46.49."),
    ],
)
def test_an_amount_of_the_rest_that_cannot_be_is_kept_and_refused(client, shop, rest, words):
    order = shop.place("30.00", pay=[("credit_card", "36.00")])
    client.force_login(shop.finance)

    response = preview(client, order, ask(shop, "rest", rest=rest, note="Overpaid"))

    assert response.status_code == 422
    assert words in text_of(response)
    html = response.content.decode()
    assert f'name="rest" value="{rest}"' in html
    assert html.count('value="Overpaid"') == 1


@pytest.mark.parametrize("what", ["entire", "shipping"])
def test_each_asks_for_a_reason(operator, shop, what):
    order = shop.place("30.00", shipping="5.00")
    response = preview(operator, order, ask(shop, what, reason=""))
    assert response.status_code == 422
    assert "hoose a reason." in text_of(response)
    assert plan_count(order) == 0


def test_a_reason_that_asks_for_more_is_explained_once_for_all_items(operator, shop):
    order = shop.place("30.00", "20.00")
    shop.reasons["cancel"].extra_information_needed = True
    shop.reasons["cancel"].save()

    assert "asks for more about it" in text_of(preview(operator, order, ask(shop, "entire")))
    shown = preview(operator, order, ask(shop, "entire", note="Two cards, one address"))

    assert "Cancel 2 items" in text_of(shown)
