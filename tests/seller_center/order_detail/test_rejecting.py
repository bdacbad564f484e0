"""Rejecting on the page of an order: the question, the answer, and what is refused."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.services.rejecting_items import reject_items
from orders.models import Order
from orders.states import Status
from payments.models import PaymentTransaction
from performance.jobs.counting import count_performance
from tests.cancellations.orders import plan_count, register, run, statuses
from tests.concurrency import in_threads
from tests.factories import CancellationReasonFactory, OrderItemFactory
from tests.seller_center.market import move, text_of, url_of
from tests.seller_center.order_detail.pages import answer, ask, fields_of, reject

pytestmark = pytest.mark.django_db


@pytest.fixture
def reason(shop):
    return shop.reasons["cancel"]


@pytest.fixture
def staff(enter, market):
    """The browser of somebody who works for the seller."""
    return enter(market.seller)


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


def test_a_plan_of_another_order_is_not_undone_here(staff, shop, market, reason):
    other = shop.place({"price": "10.00", "seller": market.mine})
    reject(staff, market, "Towels", reason=reason)
    plan = market.order.plans.get()

    assert staff.post(url_of(other, "undo-plan", plan.pk)).status_code == 404
    plan.refresh_from_db()
    assert plan.status == "waiting"


def test_the_same_page_sent_twice_makes_one_plan(staff, market, reason):
    asked = ask(staff, market, "Towels")
    first, second = [answer(staff, market, asked, reason=reason.pk) for _time in range(2)]

    assert (first.status_code, second.status_code) == (302, 302)
    assert plan_count(market.order) == 1


def test_sent_again_after_its_plan_was_withdrawn_it_is_refused(staff, market, reason):
    asked = ask(staff, market, "Towels")
    answer(staff, market, asked, reason=reason.pk)
    plan = market.order.plans.get()
    staff.post(url_of(market.order, "undo-plan", plan.pk))
    again = answer(staff, market, asked, reason=reason.pk)

    assert again.status_code == 422
    assert f"This page was used for plan {plan.pk}, which was withdrawn" in text_of(again)
    assert plan_count(market.order) == 1
    assert f'name="reason" value="{reason.pk}"' in again.content.decode()


def test_nothing_ticked_is_one_sentence(staff, market):
    response = ask(staff, market)

    assert response.status_code == 422
    assert "Tick the products first. Nothing was done." in text_of(response)


def test_without_a_reason_the_note_stays(staff, market):
    asked = ask(staff, market, "Towels")
    response = answer(staff, market, asked, note="Flooded")

    assert response.status_code == 422
    words = text_of(response)
    assert "Choose a reason." in words
    assert "Flooded" in words
    assert fields_of(response)["key"] == fields_of(asked)["key"]
    assert plan_count(market.order) == 0


def test_a_reason_that_asks_for_more_says_so_at_the_note(staff, market):
    other = CancellationReasonFactory(subject="Other", extra_information_needed=True)
    response = answer(staff, market, ask(staff, market, "Towels", "Sheet"), reason=other.pk)

    assert response.status_code == 422
    assert text_of(response).count("the reason “Other” asks for more about it.") == 1
    assert f'<option value="{other.pk}" selected>' in response.content.decode()
    assert plan_count(market.order) == 0


def test_a_reason_that_was_deactivated_meanwhile_is_refused_with_the_rest_kept(staff, market):
    gone = CancellationReasonFactory(subject="Gone")
    asked = ask(staff, market, "Towels")
    gone.is_active = False
    gone.save()
    response = answer(staff, market, asked, reason=gone.pk, note="Flooded")

    assert response.status_code == 422
    assert "this reason cannot be given here" in text_of(response)
    assert "Flooded" in text_of(response)


def test_an_item_that_has_moved_on_is_told_and_the_choice_kept(staff, market, reason):
    asked = ask(staff, market, "Towels", "Sheet")
    move(market.order, "Sheet", Status.PREPARING)
    response = answer(staff, market, asked, reason=reason.pk, note="Flooded")

    assert response.status_code == 422
    sentence = "Sheet is Preparing: only what waits for packaging can be rejected here."
    assert f"{sentence} Nothing was done." in text_of(response)
    html = response.content.decode()
    assert f'value="{market.item("Towels").pk}" aria-label="Choose Towels" checked' in html
    assert f'name="reason" value="{reason.pk}"' in html
    assert 'name="note" value="Flooded"' in html
    assert plan_count(market.order) == 0


def test_what_was_typed_before_a_refusal_comes_back_with_the_next_question(staff, market, reason):
    url = url_of(market.order, "reject")
    data = {"item": market.item("Towels").pk, "reason": reason.pk, "note": "Flooded"}
    html = staff.get(url, data).content.decode()

    assert f'<option value="{reason.pk}" selected>' in html
    assert "Flooded</textarea>" in html


def test_another_amount_than_was_told_is_shown_before_anything_happens(staff, market, reason):
    asked = ask(staff, market, "Towels")
    PaymentTransaction.objects.filter(order=market.order).update(captured_at=None)
    response = answer(staff, market, asked, reason=reason.pk, note="Flooded")

    assert response.status_code == 409
    words = text_of(response)
    assert "The amounts have changed since you looked: nothing was done. Look again." in words
    assert "No money goes back." in words
    assert "Flooded" in words
    assert plan_count(market.order) == 0
    assert answer(staff, market, response, reason=reason.pk).status_code == 302
    assert market.order.plans.get().amount == 0


@pytest.mark.parametrize(
    "changed", [{"key": "no-key"}, {"key": ""}, {"amount": "much"}, {"reason": "nine"}]
)
def test_a_page_that_was_changed_by_hand_rejects_nothing(staff, market, reason, changed):
    asked = ask(staff, market, "Towels")
    response = answer(staff, market, asked, **{"reason": reason.pk, **changed})

    assert response.status_code == 422
    assert plan_count(market.order) == 0


def test_who_may_not_reject_gets_no_question_and_no_plan(enter, market, reason, shop):
    asked = ask(enter(market.seller), market, "Towels")
    for group in market.seller.groups.all():
        group.permissions.remove(group.permissions.get(codename="reject_items"))
    client = enter(market.seller)

    assert ask(client, market, "Towels").status_code == 404
    assert answer(client, market, asked, reason=reason.pk).status_code == 404
    assert plan_count(market.order) == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_reject_the_same_item_one_does(shop, market, reason):
    calls = [
        lambda actor=actor: reject_items(
            actor=actor,
            number=market.order.number,
            item_ids=[market.item("Towels").pk],
            reason_id=reason.pk,
            key=uuid4(),
        )
        for actor in (market.seller, market.mpo)
    ]
    outcomes = in_threads(*calls)

    assert CancellationPlan.objects.count() == 1
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refusals) <= 1


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
