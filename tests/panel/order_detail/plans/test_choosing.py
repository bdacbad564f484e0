"""Products as a form: what can be chosen, and what stands at the others."""

import pytest

from orders.states import Status
from tests.cancellations.orders import register, run
from tests.cancellations.requests import ask
from tests.factories import CancellationStrategyFactory, DiscountItemFactory, UserFactory
from tests.panel.order_detail.pages import text_of, url_of

BOX = 'type="checkbox" name="item" value="{}"'


def page_of(client, order):
    response = client.get(url_of(order))
    return response.content.decode(), text_of(response)


def test_an_item_has_a_box_a_reason_and_a_note(operator, shop):
    order = shop.place("30.00")
    item = order.items.get()
    html, text = page_of(operator, order)
    assert BOX.format(item.pk) in html
    assert f'name="reason-{item.pk}"' in html
    assert f'name="note-{item.pk}"' in html
    assert f'name="quantity-{item.pk}"' not in html
    assert "Cancel/Return Selected Items" in text


def test_a_line_of_several_pieces_asks_how_many(operator, shop):
    order = shop.place({"price": "30.00", "quantity": 3})
    html, text = page_of(operator, order)
    assert f'name="quantity-{order.items.get().pk}" value="3" min="1" max="3"' in html
    assert "Quantity of 3" in text


@pytest.mark.parametrize(
    ("status", "plan_type", "other"),
    [
        (Status.APPROVED, "cancel", "Return"),
        (Status.SHIPPED, "refund", "Cancel"),
        (Status.DELIVERED, "refund", "Cancel"),
    ],
)
def test_the_reasons_are_those_of_the_type_that_the_status_allows(
    operator, shop, status, plan_type, other
):
    order = shop.place("30.00", status=status)
    html, _text = page_of(operator, order)
    row = html.partition(f'name="reason-{order.items.get().pk}"')[2].partition("</select>")[0]
    assert row.count("<option") == 2
    assert str(shop.reasons[plan_type]) in row
    assert f'data-type="{plan_type}"' in html
    assert f'id="type-{plan_type}" value="{plan_type}" checked' in html


def test_an_item_in_a_plan_has_no_box_and_links_to_the_plan(operator, shop):
    order = shop.place("30.00", "20.00")
    first, second = order.items.all()
    plan = shop.plan(order, shop.wish(first))
    html, text = page_of(operator, order)
    assert BOX.format(first.pk) not in html
    assert BOX.format(second.pk) in html
    assert f'<a href="#plan-{plan.pk}">In plan {plan.pk}</a>' in html
    assert f"Cancellation waiting In plan {plan.pk}" in text


def test_an_item_that_a_customer_asks_for_leads_to_the_request(operator, client, shop):
    order = shop.place("30.00", "20.00")
    ask(shop, order.items.first())
    html, text = page_of(operator, order)
    link = f'<a href="/omnitron/requests/?order={order.number}">Cancellation asked for</a>'
    assert html.count(link) == 1
    client.force_login(UserFactory(role="Support", channels=[shop.channel]))
    html, text = page_of(client, order)
    assert text.count("Approved Cancellation asked for") == 1
    assert link not in html


def test_an_item_that_is_gone_says_by_which_plan(operator, shop, gateway):
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.first())))
    html, text = page_of(operator, order)
    assert BOX.format(order.items.first().pk) not in html
    assert f"Canceled By plan {plan.pk}" in text


def test_an_item_that_cannot_come_back_says_why(operator, shop):
    CancellationStrategyFactory(channel=shop.channel, name="Some", all_items_refundable=False)
    order = shop.place({"price": "30.00", "non_returnable": True}, status=Status.DELIVERED)
    html, text = page_of(operator, order)
    assert 'name="item"' not in html
    assert "Delivered The channel does not take this product back" in text
    assert "Cancel/Return Selected Items" not in text


def test_who_may_not_cancel_sees_products_without_a_form(client, shop):
    order = shop.place("30.00", shipping="5.00")
    client.force_login(UserFactory(role="Support", channels=[shop.channel]))
    html, text = page_of(client, order)
    assert 'name="item"' not in html
    assert "The whole order" not in text


@pytest.mark.parametrize(
    ("payment_type", "asked"), [("funds_transfer", True), ("credit_card", False)]
)
def test_an_account_is_asked_for_where_money_goes_back_by_bank(operator, shop, payment_type, asked):
    order = shop.place("30.00", pay=[(payment_type, "30.00")])
    html, _text = page_of(operator, order)
    assert ('name="iban"' in html) is asked


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_form_costs_the_same_whatever_it_holds(
    operator, shop, count, django_assert_num_queries
):
    order = shop.place(*["5.00"] * (count + 1))
    DiscountItemFactory.create_batch(count, order=order)
    shop.plan(order, shop.wish(order.items.first()))
    with django_assert_num_queries(QUERIES):
        operator.get(url_of(order))


# As for whoever may not cancel; what hangs on plans: items, refunds, attempts; the channel's
# strategy and the reasons; what waits, for the sidebar.
QUERIES = 10 + 3 + 2 + 1
