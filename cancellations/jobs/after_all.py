"""A gateway paid what counts as declined: nobody may pay it once more unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from cancellations.access import locked_plan
from cancellations.jobs.alarming import Cause, raise_alarm
from cancellations.jobs.external import GIVE_WAY, give_way, write_external
from cancellations.jobs.settling import settle_plans
from cancellations.models import PlanRefund
from payments.gateways.base import Outcome
from payments.jobs.recording import lock_refund
from payments.models import PaymentTransaction, Refund
from payments.states import UNDER_WAY, RefundStatus

if TYPE_CHECKING:
    from payments.gateways.base import Answer

PAID_AFTER_ALL = "paid_after_all"
# A machine has these in hand: what comes of them decides what is left to ask about.
_IN_HAND = UNDER_WAY - {RefundStatus.REQUESTED}


@transaction.atomic
def record_paid_after_all(refund_id: int, answer: Answer) -> bool:
    """Record that the gateway paid a declined refund, once; what took over is asked about.

    The money counts as given back at the gateway if the payment has that much left: it has not
    where the customer got it twice. Safe to repeat. False if somebody has to look again, once a
    machine has ended what took over.
    """
    declined = Refund.objects.filter(pk=refund_id, status=RefundStatus.DECLINED)
    if answer.outcome != Outcome.SUCCEEDED or not declined.exists():
        return True
    plan = locked_plan(PlanRefund.objects.get(refund=refund_id).plan_id)
    payment = PaymentTransaction.objects.select_for_update(no_key=True).get(refunds=refund_id)
    refund = lock_refund(refund_id)
    if refund.failure_code == PAID_AFTER_ALL:
        return True
    successors = _successors(refund)
    for successor in successors:
        if successor.status in GIVE_WAY and successor.transaction_id is not None:
            give_way(successor, PAID_AFTER_ALL)
    settle_plans([plan.pk])
    if any(successor.status in _IN_HAND for successor in successors):
        return False
    _record(refund, payment, answer)
    return True


def _successors(refund: Refund) -> list[Refund]:
    """All that took over from a refund, and from what took over."""
    found: list[Refund] = []
    latest = [refund]
    while latest:
        followers = Refund.objects.filter(replaces__in=latest).order_by("pk")
        latest = list(followers.select_for_update(of=("self",), no_key=True))
        found += latest
    return found


def _record(refund: Refund, payment: PaymentTransaction, answer: Answer) -> None:
    reference = answer.reference or refund.gateway_reference
    payment.refresh_from_db()
    fits = payment.left_amount >= refund.amount
    # One refund of the gateway's is one of ours: now it is the one that has succeeded.
    refund.gateway_reference = "" if fits else reference
    refund.failure_code = PAID_AFTER_ALL
    refund.save(update_fields=["gateway_reference", "failure_code"])
    raise_alarm(refund, Cause.PAID_AFTER_ALL)
    if fits:
        write_external(payment, refund.amount, replace(answer, reference=reference))
