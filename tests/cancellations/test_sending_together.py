"""Refunds that are due together are sent together, and each stands for itself."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cancellations.jobs import refunding
from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import send_refunds
from cancellations.jobs.settling import settle_plans
from cancellations.states import PlanStatus
from orders.models import OrderEvent
from payments.gateways.base import Answer, Outcome, OutcomeUnknown
from payments.gateways.registry import get_gateway
from payments.jobs import sending
from payments.jobs.instructions import instruction_for
from payments.models import Refund
from payments.states import RefundStatus
from tests.cancellations.orders import register
from tests.concurrency import in_threads


@pytest.fixture
def begin(shop, gateway):
    """Begin a plan for each amount, of an order each, and give the plans and their refunds."""

    def begun(*amounts, pay=lambda amount: None):
        plans, refund_ids = [], []
        for amount in amounts:
            order = shop.place(amount, pay=pay(amount))
            register(gateway, order)
            plan = shop.plan(order, shop.wish(order.items.get()))
            refund_ids += execute_plan(plan.pk)
            plans.append(plan)
        return plans, refund_ids

    return begun


def amounts(number):
    return [f"{10 + step}.00" for step in range(number)]


def submit(refund_ids):
    """Let refunds be as if a worker had just sent them."""
    now = timezone.now()
    rows = Refund.objects.filter(pk__in=refund_ids)
    rows.update(status=RefundStatus.SUBMITTED, claimed_at=now, last_sent_at=now)


def states(refund_ids):
    refunds = Refund.objects.filter(pk__in=refund_ids).order_by("pk")
    return list(refunds.values_list("status", flat=True))


def statuses(plans):
    for plan in plans:
        plan.refresh_from_db()
    return [plan.status for plan in plans]


def paid(gateway):
    return sorted(line["amount"] for line in gateway.ledger())


def test_more_than_are_sent_at_once_are_all_paid_once(begin, gateway, settings):
    settings.REFUND_CALLS_AT_ONCE = 2
    plans, refund_ids = begin(*amounts(9))

    send_refunds(refund_ids)

    assert paid(gateway) == amounts(9)
    assert statuses(plans) == [PlanStatus.COMPLETED] * 9
    kinds = [list(r.attempts.values_list("kind", flat=True)) for r in Refund.objects.all()]
    assert kinds == [["sent", "answered"]] * 9


@pytest.mark.django_db(transaction=True)
def test_workers_sent_for_the_same_refunds_in_any_order_send_each_once(begin, gateway):
    _plans, refund_ids = begin(*amounts(6))

    in_threads(*[lambda: send_refunds(refund_ids), lambda: send_refunds(refund_ids[::-1])] * 2)

    assert states(refund_ids) == [RefundStatus.SUCCEEDED] * 6
    assert paid(gateway) == amounts(6)


def test_one_that_is_declined_and_one_without_answer_leave_the_others_alone(begin, gateway):
    plans, refund_ids = begin(*amounts(3))
    gateway.mode("decline", next=1)
    send_refunds(refund_ids[:1])
    gateway.mode("error_500", next=1)
    send_refunds(refund_ids[1:2])
    plans_after, more = begin("20.00", "21.00")

    send_refunds([*refund_ids, *more])

    assert states([*refund_ids, *more]) == ["declined", "unknown"] + ["succeeded"] * 3
    assert statuses([*plans, *plans_after]) == [
        PlanStatus.MANUAL_REFUND_NEEDED,
        PlanStatus.REFUNDING,
        *[PlanStatus.COMPLETED] * 3,
    ]


def test_an_answer_that_the_database_refuses_keeps_no_other_from_being_recorded(
    begin, gateway, caplog
):
    plans, refund_ids = begin(*amounts(2))
    submit(refund_ids)

    # The gateway gave both the same number, which only one of them can have.
    refunding._finish(dict.fromkeys(refund_ids, Answer(Outcome.SUCCEEDED, "re_1", {})))

    assert states(refund_ids) == [RefundStatus.SUCCEEDED, RefundStatus.SUBMITTED]
    assert statuses(plans) == [PlanStatus.COMPLETED, PlanStatus.REFUNDING]
    assert "one_refund_per_reference" in caplog.text


def test_money_in_our_own_ledger_goes_back_beside_that_of_a_gateway(begin, gateway):
    both = lambda amount: [("credit_card", "6.00"), ("wallet", "4.00")]  # noqa: E731
    plans, refund_ids = begin("10.00", "10.00", pay=both)

    send_refunds(refund_ids)

    assert states(refund_ids) == [RefundStatus.SUCCEEDED] * 4
    assert statuses(plans) == [PlanStatus.COMPLETED] * 2


def test_who_waited_for_its_turn_until_the_claim_is_about_to_lapse_is_not_sent(begin, gateway):
    _plans, (refund_id,) = begin("10.00")
    refund = Refund.objects.select_related("transaction").get(pk=refund_id)
    remote = get_gateway("sandbox")

    answer = sending._call(remote, instruction_for(refund), time.monotonic() - 1)

    assert isinstance(answer, OutcomeUnknown)
    assert paid(gateway) == []


def test_each_line_of_the_log_names_its_own_plan(begin):
    plans, refund_ids = begin(*amounts(2))

    send_refunds(refund_ids)

    for plan in plans:
        lines = OrderEvent.objects.filter(order=plan.order_id).order_by("pk")
        ended = lines.filter(kind__in=["refund_succeeded", "status_changed", "plan_completed"])
        assert [(line.kind, line.cause) for line in ended][-3:] == [
            ("refund_succeeded", f"plan:{plan.pk}"),
            ("status_changed", f"plan:{plan.pk}"),
            ("plan_completed", f"plan:{plan.pk}"),
        ]


def test_settling_many_plans_asks_as_often_as_settling_one(begin):
    plans, refund_ids = begin(*amounts(5))
    submit(refund_ids)
    Refund.objects.update(status=RefundStatus.SUCCEEDED)
    with CaptureQueriesContext(connection) as one:
        settle_plans([plans[0].pk])

    with CaptureQueriesContext(connection) as four:
        settle_plans([plan.pk for plan in plans[1:]])

    assert statuses(plans) == [PlanStatus.COMPLETED] * 5
    assert len(four) == len(one)
