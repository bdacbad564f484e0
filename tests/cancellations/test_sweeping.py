"""What the sweep finds, and that one bad row keeps nothing else waiting."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import record_outcomes
from cancellations.jobs.settling import settle_plans
from cancellations.jobs.sweeping import sweep
from cancellations.states import PlanStatus
from payments.gateways.base import Answer, Outcome
from payments.models import PaymentTransaction, Refund
from payments.states import RefundStatus
from tests.concurrency import in_threads

HOUR = timedelta(hours=1)


def sent(shop, *, ago):
    """A plan whose refund was sent so long ago and whose worker was lost."""
    order = shop.place("30.00")
    plan = shop.plan(order, shop.wish(order.items.get()))
    execute_plan(plan.pk)
    then = timezone.now() - ago
    Refund.objects.filter(plan_link__plan=plan).update(
        status=RefundStatus.SUBMITTED, claimed_at=then, last_sent_at=then, first_sent_at=then
    )
    return plan


@pytest.mark.django_db
def test_a_plan_at_the_desk_whose_refund_a_machine_ended_is_settled(shop):
    plan = sent(shop, ago=21 * HOUR)
    sweep()
    settle_plans([plan.pk])
    plan.refresh_from_db()
    assert plan.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert sweep().to_settle == []

    record_outcomes({plan.refunds.get().refund_id: Answer(Outcome.SUCCEEDED, "re_1", {})})

    assert sweep().to_settle == [plan.pk]
    settle_plans([plan.pk])
    plan.refresh_from_db()
    assert plan.status == PlanStatus.COMPLETED


@pytest.mark.django_db(transaction=True)
def test_a_refund_that_somebody_holds_keeps_no_other_one_waiting(shop):
    held, free = sent(shop, ago=2 * HOUR), sent(shop, ago=HOUR)

    with transaction.atomic():
        PaymentTransaction.objects.select_for_update().get(order=held.order)
        (found,) = in_threads(sweep)

    assert found.plans == []
    statuses = {plan: Refund.objects.get(plan_link__plan=plan).status for plan in (held, free)}
    assert statuses == {held: RefundStatus.SUBMITTED, free: RefundStatus.UNKNOWN}
