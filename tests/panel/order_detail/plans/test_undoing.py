"""Taking a plan back on the page of its order."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.states import PlanStatus
from tests.cancellations.orders import register, run, statuses
from tests.factories import UserFactory
from tests.panel.order_detail.pages import text_of, url_of
from tests.panel.order_detail.plans.section import plans_in


def undo_url(order, plan):
    return f"/omnitron/orders/{order.number}/plans/{plan.pk}/undo/"


def test_the_seconds_left_to_undo_are_told(operator, shop):
    order = shop.place("30.00")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        shop.plan(order, shop.wish(order.items.get()), undo_seconds=10)
        clock.shift(timedelta(seconds=2))
        assert "Waiting money moves in 8 s Undo" in plans_in(operator.get(url_of(order)))


def test_who_may_not_cancel_sees_the_plan_without_undo(client, shop):
    order = shop.place("30.00")
    shop.plan(order, shop.wish(order.items.get()))
    client.force_login(UserFactory(role="Support", channels=[shop.channel]))
    text = plans_in(client.get(url_of(order)))
    assert "Waiting" in text
    assert "Undo" not in text


def test_undo_gives_the_items_back(operator, shop):
    order = shop.place("30.00", "20.00")
    plan = shop.plan(order, shop.wish(order.items.first()))
    response = operator.post(undo_url(order, plan), follow=True)
    assert response.redirect_chain == [(f"{url_of(order)}#plans", 302)]
    told = f"Plan {plan.pk} was withdrawn: no money has moved."
    assert text_of(response).count(f"{told} Cancellation / Refund Plans") == 1
    assert f"{plan.pk} Cancel €30.00 Withdrawn" in plans_in(response)
    assert statuses(order) == ([400, 400], 400)


def test_undo_that_is_too_late_says_so(operator, shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.get())))
    response = operator.post(undo_url(order, plan), follow=True)
    assert f"Plan {plan.pk} can no longer be withdrawn: it is completed." in text_of(response)
    assert CancellationPlan.objects.get().status == PlanStatus.COMPLETED


def test_a_plan_is_undone_at_its_own_order_only(operator, shop):
    order, other = shop.place("30.00"), shop.place("30.00")
    plan = shop.plan(order, shop.wish(order.items.get()))
    assert operator.post(undo_url(other, plan)).status_code == 404
    assert CancellationPlan.objects.get().status == PlanStatus.WAITING
