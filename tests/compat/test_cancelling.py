"""The shop cancels: through channel-app, and by omnisdk alone, which repeats what got no answer."""

import pytest

from cancellations.models import CancellationPlan
from orders.models import Order
from tests.compat import acting
from tests.compat.goods import order
from tests.factories import CancellationReasonFactory

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("goods")]


@pytest.fixture
def placed(shop):
    """An order with two lines that came in, and a reason which the shop calls D1."""
    reason = CancellationReasonFactory(subject="Out of stock")
    shop.configure(reason_mapping={"D1": reason.pk})
    shop.run("orders", "take_in", orders=[order("T-1")])
    return Order.objects.get()


def reasons():
    plan = CancellationPlan.objects.get()
    return {item.item.line_number: item.reason.subject for item in plan.items.all()}


def test_the_shop_cancels_a_line_for_a_reason_of_its_own(shop, placed):
    canceled = {"order": "R-T-1", "cancel_items": ["T-1-1"], "reasons": {"T-1-1": "D1"}}

    shop.run("cancelling", "take_in_cancellations", canceled=[canceled])

    plan = CancellationPlan.objects.get()
    assert (plan.plan_type, plan.source, plan.created_by) == ("cancel", "api", shop.user)
    assert reasons() == {1: "Out of stock"}
    assert [item.status for item in placed.items.order_by("line_number")] == [50, 400]
    acting.work()
    assert [item.status for item in placed.items.order_by("line_number")] == [100, 400]


def test_a_reason_that_nobody_mapped_is_the_one_of_the_channel(shop, placed):
    shop.configure(cancellation_reason_id=CancellationReasonFactory(subject="Other").pk)
    canceled = {"order": "R-T-1", "cancel_items": ["T-1-2"], "reasons": {"T-1-2": "??"}}

    shop.run("cancelling", "take_in_cancellations", canceled=[canceled])

    assert reasons() == {2: "Other"}


def body_of(placed, *lines, subject="Changed mind", **others):
    reason = CancellationReasonFactory(subject=subject)
    return {
        "order": placed.pk,
        "cancel_items": [item.pk for item in lines],
        "reasons": {str(item.pk): reason.pk for item in lines},
        "forced_refund_amount": None,
        **others,
    }


def test_an_order_is_canceled_whole(shop, placed):
    body = body_of(placed, *placed.items.all(), is_all=True)

    (answer,) = shop.run("cancelling", "cancel", pk=placed.pk, bodies=[body])

    assert (answer["pk"], answer["number"], answer["status"]) == (placed.pk, "T-1", "50")
    assert reasons() == {1: "Changed mind", 2: "Changed mind"}


def test_the_same_again_after_a_lost_answer_makes_one_plan(shop, placed):
    body = body_of(placed, placed.items.get(line_number=1))

    first, second = shop.run("cancelling", "cancel", pk=placed.pk, bodies=[body, body])

    assert first == second
    assert [answer["status"] for answer in shop.server.answers()][-2:] == [200, 200]
    assert CancellationPlan.objects.count() == 1


def test_what_is_canceled_already_is_refused_for_another_reason(shop, placed):
    line = placed.items.get(line_number=1)
    bodies = [body_of(placed, line), body_of(placed, line, subject="Too late")]

    _first, second = shop.run("cancelling", "cancel", pk=placed.pk, bodies=bodies)

    assert second["status"] == 400
    assert CancellationPlan.objects.count() == 1


def test_lines_that_have_shipped_and_others_are_not_canceled_together(shop, placed):
    acting.move(acting.operator_of(shop), placed.items.filter(line_number=1), 500)

    (answer,) = shop.run(
        "cancelling", "cancel", pk=placed.pk, bodies=[body_of(placed, *placed.items.all())]
    )

    assert answer["status"] == 400
    assert not CancellationPlan.objects.exists()


def test_reasons_are_set_up_by_a_client_who_may(shop, placed):
    shop.allow("cancellations.manage_reasons")

    outcome = shop.run("cancelling", "reasons", subject="Wrong address")

    assert outcome["made"]["subject"] == "Wrong address"
    assert outcome["changed"] == {**outcome["made"], "subject": "Wrong address again"}
    assert outcome["changed"] in outcome["listed"]
