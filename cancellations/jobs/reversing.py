"""A refund that had succeeded came back: the customer has no money after all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cancellations.access import locked_plan
from cancellations.jobs.external import tell_of_reversal
from cancellations.jobs.refunding import record_outcomes
from cancellations.jobs.taking_over import take_over
from cancellations.models import CancellationPlanItem, PlanRefund
from cancellations.states import ItemOutcome, PlanStatus
from omnitron.core import causes
from payments.gateways.base import Outcome
from payments.jobs.recording import AWAITING, Kind, lock_refund, write_attempt
from payments.states import RefundStatus

if TYPE_CHECKING:
    from cancellations.models import CancellationPlan
    from payments.gateways.base import Answer
    from payments.models import Refund


@transaction.atomic
def reverse(refund_id: int, answer: Answer) -> None:
    """Take a succeeded refund back: it is to be made by hand, and its plan is open again.

    Items that were ended stay canceled or refunded. One that was made at the gateway leaves its
    payment with that much more. A second notice changes nothing.
    """
    link = PlanRefund.objects.filter(refund_id=refund_id).first()
    plan = locked_plan(link.plan_id) if link else None
    refund = lock_refund(refund_id)
    if refund.status in AWAITING:
        # Told before we heard that it had succeeded: what counts is that the money is not there.
        record_outcomes({refund_id: replace(answer, outcome=Outcome.DECLINED)}, kind=Kind.TOLD)
        return
    write_attempt(refund, Kind.TOLD, dict(answer.received))
    if refund.status != RefundStatus.SUCCEEDED:
        return
    refund.status = RefundStatus.REVERSED
    refund.reversed_at = timezone.now()
    refund.failure_code = answer.failure_code
    refund.failure_text = answer.failure_text
    refund.save(update_fields=["status", "reversed_at", "failure_code", "failure_text"])
    if plan is not None and link is not None:
        _reopen(plan, refund, link)
    cause = f"plan:{plan.pk}" if plan else f"refund:{refund.pk}"
    with causes.because_of(cause):
        tell_of_reversal(refund)


def _reopen(plan: CancellationPlan, refund: Refund, link: PlanRefund) -> None:
    successors = take_over(refund, link)
    served = PlanRefund.objects.filter(refund__in=successors).values("plan_item_id")
    CancellationPlanItem.objects.filter(pk__in=served, outcome=ItemOutcome.REFUNDED).update(
        outcome=ItemOutcome.OPEN, closed_at=None
    )
    if plan.status == PlanStatus.COMPLETED:
        plan.status = PlanStatus.MANUAL_REFUND_NEEDED
        # The customer hears again once it is made.
        plan.ended_at = plan.mail_claimed_at = plan.mailed_at = None
        plan.save(update_fields=["status", "ended_at", "mail_claimed_at", "mailed_at"])
