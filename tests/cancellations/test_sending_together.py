"""Refunds that are due together are sent together, and each stands for itself."""

from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import groupby

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cancellations.jobs import refunding
from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import record_outcomes, send_refunds
from cancellations.jobs.settling import settle_plans
from cancellations.states import PlanStatus
from orders.models import OrderEvent
from payments.gateways.base import Answer, Outcome
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus
from tests.cancellations.orders import register
from tests.concurrency import in_threads

HOUR = timedelta(hours=1)


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


def kinds(refund_ids):
    """What happened to each refund, in order."""
    return [
        list(RefundAttempt.objects.filter(refund=key).order_by("pk").values_list("kind", flat=True))
        for key in refund_ids
    ]


def test_more_than_are_sent_at_once_are_all_paid_once(begin, gateway, settings):
    settings.REFUND_CALLS_AT_ONCE = 2
    plans, refund_ids = begin(*amounts(9))

    send_refunds(refund_ids)

    assert paid(gateway) == amounts(9)
    assert statuses(plans) == [PlanStatus.COMPLETED] * 9
    assert kinds(refund_ids) == [["sent", "answered"]] * 9


def test_no_more_are_claimed_than_can_be_sent_before_their_claims_lapse(begin, settings):
    settings.REFUND_CALLS_AT_ONCE = 1
    settings.REFUND_LEASE_SECONDS, settings.GATEWAY_TIMEOUT_SECONDS = 30, 10
    _plans, refund_ids = begin(*amounts(5))

    send_refunds(refund_ids)

    story = list(RefundAttempt.objects.order_by("pk").values_list("kind", flat=True))
    assert story[:3] == ["sent", "sent", "answered"]


def claimed_in_a_row(refund_ids):
    """How many were claimed, at most, before another answer was recorded."""
    attempts = RefundAttempt.objects.filter(refund__in=refund_ids).order_by("pk")
    runs = groupby(attempts.values_list("kind", flat=True))
    return max(len(list(run)) for kind, run in runs if kind == "sent")


@pytest.mark.parametrize(("mode", "claimed"), [("slow", 1), ("ok", 3)])
def test_more_are_claimed_ahead_while_their_gateway_answers_quickly(
    begin, gateway, settings, mode, claimed
):
    settings.REFUND_CALLS_AT_ONCE = 1
    # A claimed refund may wait 0.3 seconds, and a slow call takes 0.2.
    settings.REFUND_LEASE_SECONDS, settings.GATEWAY_TIMEOUT_SECONDS = 1.3, 1
    _plans, refund_ids = begin(*amounts(4))
    gateway.mode(mode, next=4)

    send_refunds(refund_ids)

    assert claimed_in_a_row(refund_ids) == claimed


def test_refunds_of_one_payment_are_sent_one_after_the_other(shop, gateway):
    order = shop.place("10.00", "20.00")
    register(gateway, order)
    plans = [shop.plan(order, shop.wish(item)) for item in order.items.order_by("pk")]
    refund_ids = [key for plan in plans for key in execute_plan(plan.pk)]

    send_refunds(refund_ids)

    assert statuses(plans) == [PlanStatus.COMPLETED] * 2
    story = RefundAttempt.objects.order_by("pk").values_list("kind", flat=True)
    assert list(story) == ["sent", "answered"] * 2


@pytest.mark.django_db(transaction=True)
def test_workers_sent_for_the_same_refunds_in_any_order_send_each_once(begin, gateway):
    _plans, refund_ids = begin(*amounts(6))

    in_threads(*[lambda: send_refunds(refund_ids), lambda: send_refunds(refund_ids[::-1])] * 2)

    assert paid(gateway) == amounts(6)
    assert kinds(refund_ids) == [["sent", "answered"]] * 6


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

    assert states(refund_ids) == [status] + [RefundStatus.SUCCEEDED] * 2
    assert statuses(plans) == [plan_status] + [PlanStatus.COMPLETED] * 2


def test_an_answer_that_the_database_refuses_keeps_no_other_from_being_recorded(begin, caplog):
    plans, refund_ids = begin(*amounts(2))
    submit(refund_ids)

    # The gateway gave both the same number, which only one of them can have.
    refunding.finish(dict.fromkeys(refund_ids, Answer(Outcome.SUCCEEDED, "re_1", {})))

    assert states(refund_ids) == [RefundStatus.SUCCEEDED, RefundStatus.SUBMITTED]
    assert statuses(plans) == [PlanStatus.COMPLETED, PlanStatus.REFUNDING]
    assert "one_refund_per_reference" in caplog.text


@contextmanager
def held(table, key):
    """A row that somebody else holds, for whom nobody waits long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', '50ms', false)")
        with psycopg.connect(**connection.get_connection_params()) as other:
            other.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE", [key])
            yield
            other.rollback()
        cursor.execute("RESET lock_timeout")


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_cannot_be_recorded_keeps_nobody_from_hearing_the_next(begin, settings):
    settings.REFUND_CALLS_AT_ONCE = 1
    _plans, refund_ids = begin(*amounts(3))
    first = Refund.objects.get(pk=refund_ids[0])

    # Raised if it came alone, logged if others came with it.
    with held("payments_paymenttransaction", first.transaction_id), suppress(OperationalError):
        send_refunds(refund_ids)

    assert states(refund_ids) == [RefundStatus.SUBMITTED] + [RefundStatus.SUCCEEDED] * 2


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_cannot_be_settled_does_not_hold_up_the_others(begin):
    plans, refund_ids = begin(*amounts(3))
    submit(refund_ids)
    Refund.objects.update(status=RefundStatus.SUCCEEDED)

    with held("orders_order", plans[1].order_id):
        settle_plans([plan.pk for plan in plans])

    ended, open_still = PlanStatus.COMPLETED, PlanStatus.REFUNDING
    assert statuses(plans) == [ended, open_still, ended]


def test_money_in_our_own_ledger_goes_back_beside_that_of_a_gateway(begin, gateway):
    both = lambda amount: [("credit_card", "6.00"), ("wallet", "4.00")]  # noqa: E731
    plans, refund_ids = begin("10.00", "10.00", pay=both)

    send_refunds(refund_ids)

    assert states(refund_ids) == [RefundStatus.SUCCEEDED] * 4
    assert statuses(plans) == [PlanStatus.COMPLETED] * 2


def test_what_would_be_sent_when_its_claim_may_lapse_is_not_sent(begin, gateway, settings):
    settings.REFUND_LEASE_SECONDS = settings.GATEWAY_TIMEOUT_SECONDS
    _plans, refund_ids = begin(*amounts(3))

    send_refunds(refund_ids[:1])
    send_refunds(refund_ids[1:])

    assert paid(gateway) == []
    codes = Refund.objects.order_by("pk").values_list("status", "failure_code")
    assert list(codes) == [(RefundStatus.UNKNOWN, "not_sent")] * 3


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


def test_settling_many_plans_asks_as_often_as_settling_a_few(begin):
    plans, refund_ids = begin(*amounts(9))
    submit(refund_ids[:6])
    Refund.objects.filter(pk__in=refund_ids[:6]).update(status=RefundStatus.SUCCEEDED)
    submit(refund_ids[6:])
    record_outcomes({key: declined() for key in refund_ids[6:]})
    few, many = [*plans[:2], plans[6]], [*plans[2:6], *plans[7:]]
    with CaptureQueriesContext(connection) as of_few:
        settle_plans([plan.pk for plan in few])

    with CaptureQueriesContext(connection) as of_many:
        settle_plans([plan.pk for plan in many])

    by_hand = PlanStatus.MANUAL_REFUND_NEEDED
    assert statuses(plans) == [PlanStatus.COMPLETED] * 6 + [by_hand] * 3
    assert len(of_many) == len(of_few)


def declined():
    return Answer(Outcome.DECLINED, "", {}, failure_code="card_expired")


def test_a_task_takes_others_along_that_are_due(begin):
    _plans, refund_ids = begin(*amounts(4))
    Refund.objects.filter(pk=refund_ids[3]).update(next_check_at=timezone.now() + HOUR)

    assert refunding.with_others_due(refund_ids[1:2], most=3) == [
        refund_ids[1],
        refund_ids[0],
        refund_ids[2],
    ]
    assert refunding.with_others_due(refund_ids[:2], most=1) == refund_ids[:2]
