"""What plans and refunds write into the order log, in words."""

import re

from cancellations.planning.wishes import ItemWish, Wish
from payments.models import Refund
from tests.cancellations.orders import register, run
from tests.factories import CancellationReasonFactory
from tests.panel.order_detail.pages import text_of, url_of


def test_a_completed_plan_tells_its_story(operator, shop, gateway):
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.first(), note="By phone")))
    response = operator.get(url_of(order, "log"))
    text = text_of(response)
    who = shop.operator.distinct_name
    for words in (
        f"{who} made Plan {plan.pk} : €30.00 goes back Reason: {shop.reasons['cancel']} By phone",
        f"Gateway sandbox sent €30.00 back Plan {plan.pk}",
        f"Plan {plan.pk} was completed The system",
        f"Cancellation waiting → Canceled Plan {plan.pk}",
    ):
        assert words in text
    link = f'<a href="{url_of(order)}#plan-{plan.pk}">Plan {plan.pk}</a>'
    assert link in response.content.decode()


def test_a_plan_tells_how_many_items_each_reason_is_of_and_what_was_noted(operator, shop):
    damaged = CancellationReasonFactory(subject="Damaged")
    regret = CancellationReasonFactory(subject="Changed mind")
    order = shop.place("30.00", "20.00", "10.00")
    first, second, third = order.items.all()
    entries = (
        ItemWish(first.pk, 1, regret.pk, note="Ordered two"),
        ItemWish(second.pk, 1, damaged.pk, note="Torn"),
        ItemWish(third.pk, 1, damaged.pk, note="Torn"),
    )
    plan = shop.plan(order, Wish(plan_type="cancel", items=entries))
    operator.post(f"{url_of(order)}plans/{plan.pk}/undo/")

    text = text_of(operator.get(url_of(order, "log")))

    told = "goes back Reasons: 2 × Damaged, 1 × Changed mind Ordered two Torn"
    assert text.count(told) == text.count("Reason") == 1


def test_a_plan_without_items_tells_its_reason(operator, shop):
    order = shop.place("30.00", shipping="5.00")
    shop.plan(order, shop.wish(only_shipping=True))

    text = text_of(operator.get(url_of(order, "log")))

    assert f"€5.00 goes back Reason: {shop.reasons['cancel']}" in text


def test_the_reasons_of_all_plans_are_read_at_once(operator, shop, django_assert_num_queries):
    order = shop.place("30.00", "20.00", "10.00")
    for item in order.items.all():
        shop.plan(order, shop.wish(item))

    with django_assert_num_queries(9):
        text = text_of(operator.get(url_of(order, "log")))

    assert text.count(f"Reason: {shop.reasons['cancel']}") == 3


def test_a_declined_refund_is_told_in_the_gateway_s_words(operator, shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("decline")
    plan = run(shop.plan(order, shop.wish(order.items.get())))
    text = text_of(operator.get(url_of(order, "log")))
    said = Refund.objects.get(status="declined").failure_text
    assert f"Gateway sandbox declined to send €30.00 back {said} Plan {plan.pk}" in text
    assert f"Plan {plan.pk} needs a refund by hand" in text


def test_money_in_our_own_ledger_went_through_no_gateway(operator, shop):
    order = shop.place("30.00", pay=[("loyalty_money", "30.00")])
    run(shop.plan(order, shop.wish(order.items.get())))

    section, log = (text_of(operator.get(url_of(order, part))) for part in ("detail", "log"))

    assert "Loyalty money, internal ledger €30.00 Succeeded" in section
    assert re.search(r"Handed to our own ledger\. .{,40} Booked in our own ledger\.", section)
    assert "Our own ledger sent €30.00 back" in log


def test_a_line_that_was_split_and_a_plan_that_was_withdrawn(operator, shop):
    order = shop.place({"price": "30.00", "quantity": 3})
    plan = shop.plan(order, shop.wish((order.items.get(), 1)))
    operator.post(f"{url_of(order)}plans/{plan.pk}/undo/")
    text = text_of(operator.get(url_of(order, "log")))
    who = shop.operator.distinct_name
    assert (
        f"{who} split the line of Luminária de mesa Ipê New line empty → 2 Quantity 3 → 2"
    ) in text
    assert f"{who} withdrew Plan {plan.pk}" in text
