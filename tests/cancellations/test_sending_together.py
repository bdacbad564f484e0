"""Refunds that are due together are sent together, and each stands for itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cancellations.jobs import refunding
from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import send_refunds
from cancellations.states import PlanStatus
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus
from tests.cancellations.orders import register
from tests.cancellations.refunds import amounts, attempts, paid, plan_statuses, refund_statuses
from tests.concurrency import in_threads

HOUR = timedelta(hours=1)


def test_more_than_are_sent_at_once_are_all_paid_once(begin, gateway, settings):
    settings.REFUND_CALLS_AT_ONCE = 2
    plans, refund_ids = begin(*amounts(9))

    send_refunds(refund_ids)

    assert paid(gateway) == amounts(9)
    assert plan_statuses(plans) == [PlanStatus.COMPLETED] * 9
    assert [attempts(key) for key in refund_ids] == [["sent", "answered"]] * 9


def test_refunds_of_one_payment_are_sent_one_after_the_other(shop, gateway):
    order = shop.place("10.00", "20.00")
    register(gateway, order)
    plans = [shop.plan(order, shop.wish(item)) for item in order.items.order_by("pk")]
    refund_ids = [key for plan in plans for key in execute_plan(plan.pk)]

    send_refunds(refund_ids)

    assert plan_statuses(plans) == [PlanStatus.COMPLETED] * 2
    story = RefundAttempt.objects.order_by("pk").values_list("kind", flat=True)
    assert list(story) == ["sent", "answered"] * 2


@pytest.mark.django_db(transaction=True)
def test_workers_sent_for_the_same_refunds_in_any_order_send_each_once(begin, gateway):
    _plans, refund_ids = begin(*amounts(6))

    in_threads(*[lambda: send_refunds(refund_ids), lambda: send_refunds(refund_ids[::-1])] * 2)

    assert paid(gateway) == amounts(6)
    assert [attempts(key) for key in refund_ids] == [["sent", "answered"]] * 6


@pytest.mark.parametrize(
    ("mode", "status", "plan_status"),
    [
        ("decline", RefundStatus.DECLINED, PlanStatus.MANUAL_REFUND_NEEDED),
        ("error_500", RefundStatus.UNKNOWN, PlanStatus.REFUNDING),
    ],
)
def test_one_that_fails_leaves_the_others_of_its_group_alone(
    begin, gateway, settings, mode, status, plan_status
):
    settings.REFUND_CALLS_AT_ONCE = 1
    plans, refund_ids = begin(*amounts(3))
    gateway.mode(mode, next=1)

    send_refunds(refund_ids)

    assert refund_statuses(refund_ids) == [status] + [RefundStatus.SUCCEEDED] * 2
    assert plan_statuses(plans) == [plan_status] + [PlanStatus.COMPLETED] * 2


def test_money_in_our_own_ledger_goes_back_beside_that_of_a_gateway(begin, gateway):
    both = lambda amount: [("credit_card", "6.00"), ("wallet", "4.00")]  # noqa: E731
    plans, refund_ids = begin("10.00", "10.00", pay=both)

    send_refunds(refund_ids)

    assert refund_statuses(refund_ids) == [RefundStatus.SUCCEEDED] * 4
    assert plan_statuses(plans) == [PlanStatus.COMPLETED] * 2


def test_a_task_takes_others_along_that_are_due(begin):
    _plans, refund_ids = begin(*amounts(4))
    Refund.objects.filter(pk=refund_ids[3]).update(next_check_at=timezone.now() + HOUR)

    assert refunding.with_others_due(refund_ids[1:2], most=3) == [
        refund_ids[1],
        refund_ids[0],
        refund_ids[2],
    ]
    assert refunding.with_others_due(refund_ids[:2], most=1) == refund_ids[:2]
