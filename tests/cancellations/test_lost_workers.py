"""A worker that dies, comes late or is not alone loses no refund and sends none twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cancellations.jobs.refunding import record_outcomes, send_refunds
from cancellations.jobs.settling import settle_plans
from cancellations.jobs.sweeping import sweep
from cancellations.states import PlanStatus
from payments.gateways.base import Answer, Outcome
from payments.models import Refund
from payments.states import RefundStatus
from tests.cancellations.refunds import attempts, paid, refund_of, send
from tests.concurrency import in_threads

HOUR = timedelta(hours=1)


def test_a_worker_that_died_after_announcing_leaves_it_unknown(begun, gateway):
    refund = refund_of(begun)
    long_ago = timezone.now() - HOUR
    Refund.objects.filter(pk=refund.pk).update(
        status="submitted", claimed_at=long_ago, last_sent_at=long_ago, first_sent_at=long_ago
    )

    found = sweep()

    assert refund_of(begun).status == RefundStatus.UNKNOWN
    assert refund_of(begun).failure_code == "worker_lost"
    assert refund.pk not in found.to_send
    assert paid(gateway) == []


def test_a_worker_that_died_before_announcing_is_replaced(begun, gateway):
    Refund.objects.filter(plan_link__plan=begun).update(
        claimed_at=timezone.now() - HOUR, next_check_at=timezone.now() - HOUR
    )

    assert sweep().to_send == [refund_of(begun).pk]
    send(begun)

    assert paid(gateway) == ["30.00"]


def test_a_fresh_claim_is_left_to_its_worker(begun, gateway):
    Refund.objects.filter(plan_link__plan=begun).update(
        claimed_at=timezone.now(), next_check_at=timezone.now() - HOUR
    )

    assert sweep().to_send == []
    send(begun)

    assert refund_of(begun).status == RefundStatus.REQUESTED
    assert paid(gateway) == []


def test_an_answer_counts_even_after_its_claim_was_lost(begun, gateway):
    now = timezone.now()
    refund = refund_of(begun)
    Refund.objects.filter(pk=refund.pk).update(
        status="submitted", claimed_at=now - HOUR, last_sent_at=now, first_sent_at=now
    )
    sweep()

    record_outcomes({refund.pk: Answer(Outcome.SUCCEEDED, "re_1", {})})

    assert refund_of(begun).status == RefundStatus.SUCCEEDED


def test_the_same_answer_twice_changes_nothing(begun, gateway):
    send(begun)
    before = Refund.objects.values().get(plan_link__plan=begun)

    record_outcomes({before["id"]: Answer(Outcome.DECLINED, "re_2", {})})

    assert Refund.objects.values().get(plan_link__plan=begun) == before


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_sends(begun, gateway):
    refund = refund_of(begun)

    in_threads(*[lambda: send_refunds([refund.pk])] * 6)

    assert attempts(refund_of(begun).pk) == ["sent", "answered"]
    assert paid(gateway) == ["30.00"]


@pytest.mark.django_db(transaction=True)
def test_settling_by_many_at_once_completes_once(begun, gateway):
    send_refunds([refund_of(begun).pk])

    in_threads(*[lambda: settle_plans([begun.pk])] * 6)

    begun.refresh_from_db()
    assert begun.status == PlanStatus.COMPLETED
    assert begun.order.events.filter(kind="plan_completed").count() == 1
