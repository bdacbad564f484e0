"""An operator answers a return in the place of its seller, and says why."""

import pytest

from cancellations.states import Confirmation, PlanStatus
from orders.models import OrderEvent, SalesChannel
from orders.states import Status
from tests.factories import SellerFactory
from tests.panel.order_detail.pages import text_of, url_of
from tests.panel.pressing import NOTHING, pressed_by_enter

REASON = "The seller called"


@pytest.fixture
def plan(shop):
    """A return that waits for its seller."""
    SalesChannel.objects.update(channel_type=SalesChannel.Type.MARKETPLACE)
    shop.channel.refresh_from_db()
    line = {"price": "30.00", "seller": SellerFactory(name="Lumiar")}
    order = shop.place(line, status=Status.DELIVERED)
    return shop.plan(order, shop.wish(order.items.get(), plan_type="refund"))


def answer(client, plan, **fields):
    url = f"/omnitron/orders/{plan.order.number}/plans/{plan.pk}/answer/"
    return client.post(url, {f"answer-{plan.pk}-reason": REASON, **fields})


def test_a_plan_that_waits_for_its_seller_offers_both_answers(operator, plan):
    text = text_of(operator.get(url_of(plan.order)))
    assert "Agree to the return Refuse the return In the place of Lumiar." in text


def test_an_operator_agrees_and_the_log_says_why(operator, plan):
    answer(operator, plan, agree="1")

    plan.refresh_from_db()
    assert (plan.status, plan.confirmation) == (PlanStatus.WAITING, Confirmation.GIVEN)
    assert plan.executes_at is not None
    event = OrderEvent.objects.get(kind=OrderEvent.Kind.PLAN_CONFIRMED)
    assert event.note == REASON


def test_an_operator_refuses_and_the_item_lives_on(operator, plan):
    answer(operator, plan, refuse="confirmed")

    plan.refresh_from_db()
    assert (plan.status, plan.confirmation) == (PlanStatus.REJECTED, Confirmation.REFUSED)
    assert plan.order.items.get().status == Status.DELIVERED


def test_a_refusal_names_what_nobody_gets_back_and_does_nothing_yet(operator, plan):
    type(plan.order).objects.update(first_name="Inês", last_name="Prado")

    page = answer(operator, plan, refuse="1")

    text = text_of(page)
    plan.refresh_from_db()
    assert page.status_code == 200
    assert f"Refuse the return of plan {plan.pk}? Luminária de mesa Ipê 1 piece €30.00" in text
    assert "in the place of Lumiar: Inês Prado gets none of this back." in text
    assert 'name="refuse" value="confirmed"' in page.text
    assert f'value="{REASON}"' in page.text
    assert page["HX-Retarget"] == f"#id_answer-{plan.pk}-question"
    assert plan.confirmation == Confirmation.DUE


def test_an_answer_without_a_reason_changes_nothing(operator, plan):
    response = answer(operator, plan, agree="1", **{f"answer-{plan.pk}-reason": " "})

    plan.refresh_from_db()
    assert response.status_code == 422
    assert "Say why: the order log keeps the reason." in text_of(response)
    assert plan.confirmation == Confirmation.DUE


def test_a_second_answer_is_refused_and_keeps_what_was_typed(operator, plan):
    answer(operator, plan, agree="1")

    response = answer(operator, plan, refuse="1")

    assert response.status_code == 422
    assert f"Plan {plan.pk} was answered already: agreement given." in text_of(response)
    assert f'value="{REASON}"' in response.content.decode()


def test_enter_in_the_reason_neither_agrees_nor_refuses(operator, plan):
    page = operator.get(url_of(plan.order))

    url = f"/omnitron/orders/{plan.order.number}/plans/{plan.pk}/answer/"
    assert pressed_by_enter(page, url) == NOTHING
