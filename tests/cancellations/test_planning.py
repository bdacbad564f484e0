"""From a wish to money that is back: one plan, brought to its end by what workers run."""

from decimal import Decimal
from uuid import uuid4

import pytest

from cancellations.services.planning import PlanChanged
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PlanStatus
from omnitron.core.errors import Refusal
from orders.models import OrderEvent
from orders.states import Status
from tests.cancellations.orders import plan_count, register, run, statuses, sums


def test_a_canceled_item_is_paid_back_and_the_plan_completed(shop, gateway):
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    first, _second = order.items.all()

    plan = run(shop.plan(order, shop.wish(first)))

    assert plan.status == PlanStatus.COMPLETED
    assert statuses(order) == ([Status.CANCELED, Status.APPROVED], Status.APPROVED)
    assert sums(order) == [(0, Decimal("30.00"))]
    assert [(line["amount"], line["entry"]) for line in gateway.ledger()] == [("30.00", "refund")]


def test_a_plan_that_waits_holds_its_items_and_its_money(shop):
    order = shop.place("30.00", "20.00")

    plan = shop.plan(order, shop.wish(order.items.first()))

    assert plan.status == PlanStatus.WAITING
    assert statuses(order) == ([Status.CANCELLATION_WAITING, Status.APPROVED], Status.APPROVED)
    assert sums(order) == [(Decimal("30.00"), 0)]


def test_a_returned_item_is_refunded(shop, gateway):
    order = shop.place("30.00", status=Status.DELIVERED)
    register(gateway, order)

    plan = run(shop.plan(order, shop.wish(order.items.get(), plan_type="refund")))

    assert plan.status == PlanStatus.COMPLETED
    assert statuses(order) == ([Status.REFUNDED], Status.REFUNDED)


def test_part_of_a_line_is_split_off_first(shop, gateway):
    order = shop.place({"price": "99.98", "discount_amount": "6.99", "quantity": 2})
    register(gateway, order)
    line = order.items.get()

    run(shop.plan(order, shop.wish((line, 1))))

    old, new = order.items.order_by("line_number")
    assert (old.pk, old.quantity, old.net_amount) == (line.pk, 1, Decimal("46.50"))
    assert (new.split_from, new.quantity, new.net_amount) == (line, 1, Decimal("46.49"))
    assert statuses(order) == ([Status.APPROVED, Status.CANCELED], Status.APPROVED)
    assert sums(order) == [(0, Decimal("46.49"))]


def test_undo_gives_items_and_money_back(shop):
    order = shop.place("30.00", "20.00")
    plan = shop.plan(order, shop.wish(order.items.first()))

    withdraw_plan(actor=shop.operator, plan_id=plan.pk)

    plan.refresh_from_db()
    assert plan.status == PlanStatus.WITHDRAWN
    assert statuses(order) == ([Status.APPROVED, Status.APPROVED], Status.APPROVED)
    assert sums(order) == [(0, 0)]
    assert order.items.first().cancel_status is None


def test_undo_is_too_late_once_the_plan_has_begun(shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.get())))

    with pytest.raises(
        Refusal, match=f"Plan {plan.pk} can no longer be withdrawn: it is completed."
    ):
        withdraw_plan(actor=shop.operator, plan_id=plan.pk)


def test_a_withdrawn_plan_is_not_executed(shop):
    order = shop.place("30.00")
    plan = shop.plan(order, shop.wish(order.items.get()))
    withdraw_plan(actor=shop.operator, plan_id=plan.pk)

    assert run(plan).status == PlanStatus.WITHDRAWN
    assert sums(order) == [(0, 0)]


def test_the_same_key_makes_one_plan(shop):
    order = shop.place("30.00")
    wish, key = shop.wish(order.items.get()), uuid4()

    made = [shop.plan(order, wish, key=key) for _click in range(2)]

    assert made[0] == made[1]
    assert plan_count(order) == 1


def test_a_key_is_not_used_for_something_else(shop):
    order = shop.place("30.00", "20.00")
    first, second = order.items.all()
    key = uuid4()
    plan = shop.plan(order, shop.wish(first), key=key, digest=digest(shop, order, first))

    with pytest.raises(Refusal, match=f"This page was already used for plan {plan.pk}"):
        shop.plan(order, shop.wish(second), key=key, digest="0" * 64)

    assert plan_count(order) == 1


def test_a_declined_refund_is_made_by_hand(shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("decline")

    plan = run(shop.plan(order, shop.wish(order.items.get())))

    assert plan.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert statuses(order) == ([Status.CANCELLATION_WAITING], Status.CANCELLATION_WAITING)
    assert sums(order) == [(Decimal("30.00"), 0)]
    refunds = order.refunds.order_by("pk").values_list("method", "status", "amount")
    assert list(refunds) == [
        ("gateway", "declined", Decimal("30.00")),
        ("manual", "needed", Decimal("30.00")),
    ]
    assert gateway.ledger() == []


def test_a_lost_answer_leaves_the_outcome_unknown(shop, gateway, settings):
    settings.GATEWAY_TIMEOUT_SECONDS = 1
    order = shop.place("30.00")
    register(gateway, order)
    gateway.mode("timeout_after")

    plan = run(shop.plan(order, shop.wish(order.items.get())))

    assert plan.status == PlanStatus.REFUNDING
    assert order.refunds.get().status == "unknown"
    assert sums(order) == [(Decimal("30.00"), 0)]


def test_the_log_tells_of_the_plan(shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    plan = run(shop.plan(order, shop.wish(order.items.get())))

    events = OrderEvent.objects.filter(order=order, cause=f"plan:{plan.pk}").order_by("pk")
    assert list(events.values_list("kind", flat=True)) == [
        "status_changed",
        "plan_made",
        "refund_succeeded",
        "status_changed",
        "plan_completed",
    ]


def digest(shop, order, *items):
    return shop.preview(order, shop.wish(*items)).digest


def test_pieces_of_a_line_that_was_cut_meanwhile_are_not_taken_unseen(shop):
    order = shop.place({"price": "90.00", "quantity": 3})
    wish = shop.wish((order.items.get(), 1))
    digest = shop.preview(order, wish).digest
    shop.plan(order, wish, digest=digest)

    with pytest.raises(PlanChanged):
        shop.plan(order, wish, digest=digest)
