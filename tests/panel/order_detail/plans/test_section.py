"""The plans at the foot of an order's page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cancellations.jobs.sweeping import sweep
from cancellations.models import CancellationPlan
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PlanStatus
from payments.models import Refund
from tests.cancellations.orders import register, run
from tests.factories import OrderFactory, SellerFactory
from tests.panel.order_detail.pages import text_of, url_of
from tests.panel.order_detail.plans.section import plans_in, text_of_html


def test_an_order_without_plans_says_so(operator, shop):
    order = shop.place("30.00")
    text = text_of(operator.get(url_of(order)))
    assert "Cancellation / Refund Plans Nothing of this order was canceled or returned." in text


def test_a_plan_shows_its_seven_columns(operator, shop):
    order = shop.place("30.00", "20.00")
    plan = shop.plan(order, shop.wish(order.items.first()))
    created = timezone.localtime(plan.created_at).strftime("%d %b %Y, %H:%M").lstrip("0")
    text = plans_in(operator.get(url_of(order)))
    assert text.startswith(
        f"{plan.pk} Cancel €30.00 Waiting money moves any moment Undo plan {plan.pk}"
        f" {created} {shop.operator.distinct_name} {shop.reasons['cancel']}"
    )


def test_a_completed_plan_tells_how_its_money_went(operator, shop, gateway):
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.first(), note="By phone")))
    text = plans_in(operator.get(url_of(order)))
    refund = Refund.objects.get()
    assert f"{plan.pk} Cancel €30.00 Completed" in text
    assert (
        "Luminária de mesa Ipê 1 piece, €30.00"
        " Explain Luminária de mesa Ipê Price €30.00 Paid for the line €30.00 Goes back €30.00"
        " By phone"
    ) in text
    assert f"#{refund.pk} Credit card, sandbox €30.00 Succeeded" in text
    assert "Sent to the gateway." in text
    assert "The gateway answered “succeeded”." in text


def test_a_declined_refund_quotes_the_gateway_and_asks_for_a_person(operator, shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("decline")
    plan = run(shop.plan(order, shop.wish(order.items.get())))
    declined = Refund.objects.get(status="declined")
    words = f"“{declined.failure_code}: {declined.failure_text.removesuffix('.')}”"
    response = operator.get(url_of(order))
    assert f"{plan.pk} Cancel €30.00 Manual Refund Needed" in plans_in(response)
    assert f"The gateway answered {words}." in plans_in(response)
    assert (
        "€30.00 must be sent by hand."
        f" Of plan {plan.pk} it could not go back by itself: {words}. Go to the plan"
    ) in text_of(response)


def test_what_nobody_knows_is_said_in_words(operator, shop, gateway, settings):
    settings.GATEWAY_TIMEOUT_SECONDS = 1
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("timeout_after")
    run(shop.plan(order, shop.wish(order.items.get())))
    text = plans_in(operator.get(url_of(order)))
    assert "Refunding" in text
    assert (
        "The gateway gave no answer, so nobody knows whether money moved."
        " It is asked about, never sent twice."
    ) in text


def test_a_worker_that_was_lost_is_said_in_words(operator, shop):
    order = shop.place("30.00")
    run_until_sent(shop.plan(order, shop.wish(order.items.get())))
    sweep()
    assert (
        "The sending broke off before an answer came, so nobody knows whether money moved."
    ) in plans_in(operator.get(url_of(order)))


def run_until_sent(plan):
    """A worker that claimed the plan's refund an hour ago and was never heard of again."""
    CancellationPlan.objects.filter(pk=plan.pk).update(status=PlanStatus.REFUNDING)
    long_ago = timezone.now() - timedelta(hours=1)
    refunds = Refund.objects.filter(plan_link__plan=plan)
    refunds.update(status="requested", next_check_at=long_ago)
    refunds.update(status="submitted", claimed_at=long_ago, last_sent_at=long_ago)


def test_a_return_that_waits_for_its_seller_names_them(operator, shop):
    shop.channel.channel_type = "marketplace"
    shop.channel.save()
    seller = SellerFactory(name="Ateliê Çınar")
    order = shop.place({"price": "30.00", "seller": seller}, status=550)
    shop.plan(order, shop.wish(order.items.get(), plan_type="refund"))
    assert "Return €30.00 Waiting Ateliê Çınar has to agree first" in plans_in(
        operator.get(url_of(order))
    )


def test_the_current_amount_is_less_by_all_parts_of_completed_plans(operator, shop, gateway):
    order = shop.place("30.00", "20.00", shipping="5.00")
    register(gateway, order)
    run(shop.plan(order, shop.wish(order.items.first())))
    run(shop.plan(order, shop.wish(order.items.last())))
    page = operator.get(url_of(order)).context["page"]
    assert page.given_back.total == 55
    assert page.current_amount == 0
    assert sum(line.current for _caption, line in page.amount_lines) == 0


def test_an_open_plan_is_not_taken_off_yet(operator, shop):
    order = shop.place("30.00", "20.00")
    plan = shop.plan(order, shop.wish(order.items.first()))
    response = operator.get(url_of(order))
    assert response.context["page"].current_amount == 50
    assert f"Plan {plan.pk} (€30.00) is still open and not taken off yet." in text_of(response)


@pytest.mark.parametrize("done", [False, True])
def test_the_section_is_looked_at_again_only_while_a_plan_is_under_way(operator, shop, done):
    order = shop.place("30.00")
    plan = shop.plan(order, shop.wish(order.items.get()))
    if done:
        withdraw_plan(actor=shop.operator, plan_id=plan.pk)
    html = operator.get(url_of(order, "plans")).content.decode()
    assert html.strip().startswith('<section class="card" id="plans"')
    assert ("data-live" in html) is not done


def test_a_stranger_s_plans_are_not_found(operator, shop):
    assert operator.get(url_of(OrderFactory(), "plans")).status_code == 404


def test_a_look_brings_what_a_plan_that_came_to_an_end_has_changed(operator, shop, gateway):
    order = shop.place("30.00", "20.00")
    lamp = order.items.first()
    register(gateway, order)
    plan = shop.plan(order, shop.wish(lamp))
    watched = {"watched": f"{plan.pk},x,{plan.pk + 1}"}
    assert f'/plans/?watched={plan.pk}"' in operator.get(url_of(order)).content.decode()
    before = operator.get(url_of(order, "plans"), watched).content.decode()
    run(plan)

    after = operator.get(url_of(order, "plans"), watched).content.decode()

    assert "hx-swap-oob" not in before
    swapped = re.findall(r'id="([^"]*)"[^>]* hx-swap-oob="true"', after)
    line = f"line-{lamp.pk}"
    around = ["choose", "whole", "transactions", "amounts"]
    assert swapped == ["order-status", "by-hand", "products-head", line, *around]
    row = after.partition(f'id="{line}"')[2].partition("</tbody>")[0]
    assert "Canceled" in row
    assert f'name="item" value="{lamp.pk}"' not in row
    assert "€50.00 €20.00" in text_of_html(after.partition('id="amounts"')[2])
    assert "come to an end" in after
    assert "hx-swap-oob" not in operator.get(url_of(order, "plans")).content.decode()


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_section_costs_the_same_whatever_it_holds(
    operator, shop, count, django_assert_num_queries
):
    order = shop.place(*["5.00"] * count)
    for item in order.items.all():
        run_until_sent(shop.plan(order, shop.wish(item)))
    sweep()
    with django_assert_num_queries(QUERIES):
        operator.get(url_of(order, "plans"))


# Session, user with permissions and channels, the order; plans, items, refunds, attempts.
QUERIES = 7


def test_what_is_set_aside_of_a_payment_names_its_plans(operator, shop):
    order = shop.place("30.00", "20.00")
    one, two = (shop.plan(order, shop.wish(item)) for item in order.items.all())

    page = operator.get(url_of(order))

    assert f"€0.00 €50.00 set aside: plan {one.pk} , plan {two.pk}" in text_of(page)
    assert f'<a href="#plan-{one.pk}">plan {one.pk}</a>' in page.text
