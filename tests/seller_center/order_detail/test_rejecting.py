"""Rejecting on the page of an order: the question, and the answer."""

from decimal import Decimal

import pytest
from django.utils import timezone

from orders.models import Order
from orders.states import Status
from performance.jobs.counting import count_performance
from tests.cancellations.orders import plan_count, register, run, statuses
from tests.factories import CancellationReasonFactory, OrderItemFactory
from tests.seller_center.market import text_of, url_of
from tests.seller_center.order_detail.pages import ask, fields_of, reject

pytestmark = pytest.mark.django_db


def test_the_question_says_what_will_happen(staff, market):
    words = text_of(ask(staff, market, "Towels", "Sheet"))

    assert "Cancellation reason Reject 2 products of Casa Aurora, 3 pieces." in words
    assert "The customer gets €49.99 back." in words
    assert "Towels, 2 pieces €29.99 Sheet, 1 piece €20.00 Total €49.99" in words
    assert words.count("Rejections affect the seller’s performance rating.") == 2


def test_the_question_says_what_it_does_to_the_performance(staff, market):
    Order.objects.update(placed_at=timezone.now())
    for _line in range(8):
        OrderItemFactory(order=market.order, seller=market.mine)
    count_performance()

    words = text_of(ask(staff, market, "Towels"))

    told = "Casa Aurora 0.0% becomes 10.0% (30 days)."
    assert f"Rejections affect the seller’s performance rating: {told}" in words


def test_the_button_of_a_row_asks_about_that_row_alone(staff, market):
    response = ask(staff, market, "Towels", only="Sheet")

    assert fields_of(response).getlist("item") == [str(market.item("Sheet").pk)]
    assert f'data-question="reject-{market.item("Sheet").pk}"' in response.content.decode()


def test_what_is_asked_about_does_nothing_yet(staff, market):
    ask(staff, market, "Towels")

    assert plan_count(market.order) == 0


def test_the_reasons_are_those_that_this_person_may_give(enter, market):
    for_sellers = CancellationReasonFactory(subject="Out of stock", sources=frozenset({"seller"}))
    for_mpo = CancellationReasonFactory(subject="Fraud", sources=frozenset({"mpo"}))
    CancellationReasonFactory(subject="Off", is_active=False)
    CancellationReasonFactory(subject="Too small", cancellation_type="refund")
    offered = {
        user: ask(enter(user), market, "Towels").content.decode().partition("<dialog")[2]
        for user in (market.seller, market.mpo)
    }

    assert for_sellers.subject in offered[market.seller]
    assert for_mpo.subject not in offered[market.seller]
    assert for_mpo.subject in offered[market.mpo]
    assert for_sellers.subject not in offered[market.mpo]
    for page in offered.values():
        assert "Off<" not in page
        assert "Too small" not in page


def test_ok_rejects_and_says_what_goes_back(staff, market, reason):
    response = reject(staff, market, "Towels", "Sheet", reason=reason, note="Flooded")

    plan = market.order.plans.get()
    assert (plan.source, plan.created_by, plan.amount) == (
        "seller",
        market.seller,
        Decimal("49.99"),
    )
    assert set(plan.items.values_list("reason", "note")) == {(reason.pk, "Flooded")}
    assert response["Location"] == f"{url_of(market.order)}#plans"
    words = text_of(staff.get(url_of(market.order)))
    assert f"Rejected by plan {plan.pk}: €49.99 goes back to the customer." in words
    assert f"{plan.pk} Cancel €49.99 Waiting money moves in" in words
    assert f"Undo plan {plan.pk}" in words


def test_the_marketplace_rejects_in_its_own_name(enter, market, reason):
    reject(enter(market.mpo), market, "Towels", "Kilim Zürafa", reason=reason)

    assert market.order.plans.get().source == "mpo"


def test_once_the_money_is_back_the_item_is_called_rejected(
    staff, market, reason, gateway, settings
):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, market.order)
    reject(staff, market, "Sheet", reason=reason)
    plan = run(market.order.plans.get())

    assert plan.status == "completed"
    words = text_of(staff.get(url_of(market.order)))
    assert f"Rejected 1 line, by Casa Aurora, {reason}" in words
    assert f"Plan {plan.pk}" in words
    assert "Waiting Packaging 1 line, 2 pieces" in words


def test_where_all_of_a_share_was_rejected_its_order_is_called_so(
    staff, market, reason, gateway, settings
):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, market.order)
    reject(staff, market, "Sheet", "Towels", reason=reason)
    run(market.order.plans.get())

    head = text_of(staff.get(url_of(market.order))).partition("placed")[0]
    assert "Rejected" in head


def test_what_the_brand_canceled_is_not_called_rejected(staff, shop, market, gateway):
    register(gateway, market.order)
    run(shop.plan(market.order, shop.wish(market.item("Sheet"))))

    words = text_of(staff.get(url_of(market.order)))
    assert "Canceled 1 line, by the brand" in words
    assert "Rejected" not in words


def test_undo_within_the_time_gives_everything_back(staff, market, reason):
    reject(staff, market, "Towels", reason=reason)
    plan = market.order.plans.get()
    page = staff.post(url_of(market.order, "undo-plan", plan.pk), follow=True)

    assert f"Plan {plan.pk} was withdrawn: no money has moved." in text_of(page)
    assert statuses(market.order)[0] == [Status.APPROVED] * 3
    assert "Rejected 1" not in text_of(page)


def test_undo_that_comes_too_late_says_so(staff, market, reason, gateway, settings):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, market.order)
    reject(staff, market, "Towels", reason=reason)
    plan = run(market.order.plans.get())
    page = staff.post(url_of(market.order, "undo-plan", plan.pk), follow=True)

    assert f"Plan {plan.pk} can no longer be withdrawn: it is completed." in text_of(page)


def test_the_look_at_the_plans_brings_what_has_changed(staff, market, reason, gateway, settings):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, market.order)
    reject(staff, market, "Sheet", reason=reason)
    plan = market.order.plans.get()
    waiting = staff.get(url_of(market.order, "plans"), {"watched": plan.pk}).content.decode()
    run(plan)
    ended = staff.get(url_of(market.order, "plans"), {"watched": plan.pk}).content.decode()

    assert "data-live" in waiting
    assert 'id="products"' not in waiting
    assert "data-live" not in ended
    assert '<section class="card" id="products" hx-swap-oob="true"' in ended
    assert "Rejected" in ended
