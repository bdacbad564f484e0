"""A refund whose outcome nobody knows is asked about, never sent blindly (X1)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cancellations.jobs.refunding import ask_refund
from cancellations.jobs.settling import settle_plans
from cancellations.jobs.sweeping import sweep
from cancellations.states import PlanStatus
from omnitron.panel.order_detail.plans.stories import attempt_in_words
from payments.gateways.registry import get_gateway
from payments.models import Refund
from payments.states import RefundStatus
from tests.cancellations.refunds import attempts, paid, refund_of, send

HOUR = timedelta(hours=1)


@pytest.fixture
def gateway(gateway, settings):
    """A gateway that is waited for shortly."""
    settings.GATEWAY_TIMEOUT_SECONDS = 0.5
    get_gateway.cache_clear()
    return gateway


def turn_back(plan, by, *columns):
    """Let moments of the plan's refund be longer ago."""
    refund = refund_of(plan)
    earlier = {name: getattr(refund, name) - by for name in columns if getattr(refund, name)}
    Refund.objects.filter(pk=refund.pk).update(**earlier)


def ask(plan):
    Refund.objects.filter(plan_link__plan=plan).update(next_check_at=timezone.now())
    ask_refund(refund_of(plan).pk)


def last_words(plan):
    return attempt_in_words(refund_of(plan).attempts.last())


def test_what_was_booked_before_the_answer_was_lost_is_found_by_asking(begun, gateway):
    gateway.mode("timeout_after", next=1)
    send(begun)
    assert refund_of(begun).status == RefundStatus.UNKNOWN

    ask(begun)

    begun.refresh_from_db()
    assert (refund_of(begun).status, begun.status) == ("succeeded", PlanStatus.COMPLETED)
    assert attempts(refund_of(begun).pk) == ["sent", "no_answer", "answered"]
    assert paid(gateway) == ["30.00"]


def test_that_the_gateway_never_saw_it_does_not_count_at_once(begun, gateway):
    gateway.mode("timeout_before", next=1)
    send(begun)

    ask(begun)

    assert refund_of(begun).status == RefundStatus.UNKNOWN
    assert attempts(refund_of(begun).pk) == ["sent", "no_answer", "not_known"]
    assert last_words(begun) == (
        "The gateway does not know it yet; it may still book it, and is asked again."
    )


def test_what_the_gateway_never_saw_is_sent_again_with_the_same_key(begun, gateway):
    gateway.mode("timeout_before", next=1)
    send(begun)
    turn_back(begun, HOUR, "last_sent_at", "first_sent_at")

    ask(begun)
    assert refund_of(begun).status == RefundStatus.REQUESTED
    assert last_words(begun) == "The gateway does not know it: no money has moved."
    send(begun)

    assert refund_of(begun).status == RefundStatus.SUCCEEDED
    assert [line["key"] for line in gateway.ledger()] == [str(refund_of(begun).key)]


def test_after_twenty_hours_no_machine_sends_again(begun, gateway):
    gateway.mode("timeout_before", next=1)
    send(begun)
    turn_back(begun, 21 * HOUR, "last_sent_at", "first_sent_at")

    ask(begun)
    assert sweep().to_settle == [begun.pk]
    settle_plans([begun.pk])

    begun.refresh_from_db()
    assert refund_of(begun).status == RefundStatus.UNKNOWN
    assert begun.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert paid(gateway) == []


def test_what_is_to_be_sent_again_too_late_is_not_sent(begun, gateway):
    refund = refund_of(begun)
    Refund.objects.filter(pk=refund.pk).update(first_sent_at=timezone.now() - 21 * HOUR)

    send(begun)
    assert paid(gateway) == []
    assert refund_of(begun).status == RefundStatus.REQUESTED
    sweep()

    assert refund_of(begun).status == RefundStatus.UNKNOWN
    assert refund_of(begun).failure_code == "too_old"
    assert attempts(refund_of(begun).pk) == ["no_answer"]


def test_a_plan_is_not_settled_while_a_machine_still_asks(begun, gateway):
    gateway.mode("timeout_before", next=1)
    send(begun)

    assert sweep().to_settle == []


def test_a_pending_refund_is_asked_about_until_it_ends(begun, gateway):
    gateway.mode("pending", next=1)
    send(begun)
    ask(begun)
    assert refund_of(begun).status == RefundStatus.PENDING
    gateway.post(f"/refunds/{refund_of(begun).gateway_reference}/settle", status="succeeded")

    ask(begun)

    begun.refresh_from_db()
    assert begun.status == PlanStatus.COMPLETED


def test_a_pending_refund_that_is_declined_goes_to_the_desk(begun, gateway):
    gateway.mode("pending", next=1)
    send(begun)
    gateway.post(f"/refunds/{refund_of(begun).gateway_reference}/settle", status="declined")

    ask(begun)

    begun.refresh_from_db()
    assert begun.status == PlanStatus.MANUAL_REFUND_NEEDED


def test_a_gateway_out_of_reach_is_asked_at_growing_intervals(begun, gateway):
    gateway.mode("timeout_after", next=1)
    send(begun)
    gateway.kill()
    waits = []
    for _time in range(12):
        ask(begun)
        waits.append((refund_of(begun).next_check_at - timezone.now()).total_seconds())

    assert refund_of(begun).status == RefundStatus.UNKNOWN
    assert [round(wait, -1) for wait in waits[:6]] == [0, 10, 20, 40, 80, 160]
    assert max(waits) <= 15 * 60
