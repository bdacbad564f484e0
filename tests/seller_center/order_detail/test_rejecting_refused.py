"""Rejections that are refused on the page of an order: nothing written, nothing typed lost."""

from uuid import uuid4

import pytest

from cancellations.models import CancellationPlan
from cancellations.services.rejecting_items import reject_items
from orders.states import Status
from payments.models import PaymentTransaction
from tests.cancellations.orders import plan_count
from tests.concurrency import in_threads
from tests.factories import CancellationReasonFactory
from tests.seller_center.market import move, text_of, url_of
from tests.seller_center.order_detail.pages import answer, ask, fields_of, reject

pytestmark = pytest.mark.django_db


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
    (refusal,) = (outcome for outcome in outcomes if isinstance(outcome, Exception))
    sentence = "Towels is Cancellation Waiting: only what waits for packaging can be rejected here."
    assert str(refusal) == sentence
