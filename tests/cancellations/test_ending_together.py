"""Answers recorded together, plans settled together: where one fails, the others do not."""

from contextlib import contextmanager, suppress

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from cancellations.jobs import refunding
from cancellations.jobs.refunding import record_outcomes, send_refunds
from cancellations.jobs.settling import settle_plans
from cancellations.states import PlanStatus
from orders.models import OrderEvent
from payments.gateways.base import Answer, Outcome
from payments.models import Refund
from payments.states import RefundStatus
from tests.cancellations.refunds import amounts, plan_statuses, refund_statuses, submit


def test_an_answer_that_the_database_refuses_keeps_no_other_from_being_recorded(begin, caplog):
    plans, refund_ids = begin(*amounts(2))
    submit(refund_ids)

    # The gateway gave both the same number, which only one of them can have.
    refunding.finish(dict.fromkeys(refund_ids, Answer(Outcome.SUCCEEDED, "re_1", {})))

    assert refund_statuses(refund_ids) == [RefundStatus.SUCCEEDED, RefundStatus.SUBMITTED]
    assert plan_statuses(plans) == [PlanStatus.COMPLETED, PlanStatus.REFUNDING]
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

    assert refund_statuses(refund_ids) == [RefundStatus.SUBMITTED] + [RefundStatus.SUCCEEDED] * 2


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_cannot_be_settled_does_not_hold_up_the_others(begin):
    plans, refund_ids = begin(*amounts(3))
    submit(refund_ids)
    Refund.objects.update(status=RefundStatus.SUCCEEDED)

    with held("orders_order", plans[1].order_id):
        settle_plans([plan.pk for plan in plans])

    ended, open_still = PlanStatus.COMPLETED, PlanStatus.REFUNDING
    assert plan_statuses(plans) == [ended, open_still, ended]


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


def declined():
    return Answer(Outcome.DECLINED, "", {}, failure_code="card_expired")


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
    assert plan_statuses(plans) == [PlanStatus.COMPLETED] * 6 + [by_hand] * 3
    assert len(of_many) == len(of_few)
