"""One refund of a plan: sent or asked about, its outcome recorded, its plan settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cancellations.jobs.after_all import News, record_paid_after_all
from cancellations.jobs.settling import settle_plan
from cancellations.jobs.taking_over import take_over
from cancellations.models import CancellationPlan, PlanRefund
from omnitron.core import causes
from orders.events import Actor, record
from orders.models import OrderEvent
from payments.gateways.base import Outcome
from payments.jobs.asking import ask
from payments.jobs.recording import Kind, record_answer
from payments.jobs.sending import send
from payments.states import RefundStatus

if TYPE_CHECKING:
    from payments.gateways.base import Answer
    from payments.models import Refund

_EVENTS = {
    RefundStatus.SUCCEEDED: OrderEvent.Kind.REFUND_SUCCEEDED,
    RefundStatus.DECLINED: OrderEvent.Kind.REFUND_DECLINED,
}


def send_refund(refund_id: int) -> bool:
    """Send a refund that is due; safe to run twice and to be killed at any line.

    True if Finance is to hear of it: it counted as declined when the gateway said that it is paid.
    """
    return _finish(refund_id, send(refund_id))


def ask_refund(refund_id: int) -> bool:
    """Ask about a refund whose outcome is unknown or pending; returns as `send_refund` does."""
    return _finish(refund_id, ask(refund_id))


def _finish(refund_id: int, answer: Answer | None) -> bool:
    if answer is None:
        return False
    plan_id = record_outcome(refund_id, answer)
    if plan_id is not None:
        settle_plan(plan_id)
    return record_paid_after_all(refund_id, answer) == News.PAID


@transaction.atomic
def record_outcome(refund_id: int, answer: Answer, *, kind: str = Kind.ANSWERED) -> int | None:
    """Record what the gateway said; what it declined is to be made by hand from the same moment.

    Returns the key of the plan that is now to be settled, if the refund serves one.
    """
    link = PlanRefund.objects.filter(refund_id=refund_id).first()
    if link is not None and answer.outcome == Outcome.DECLINED:
        # Before the refund and its payment: what takes over belongs to the plan.
        CancellationPlan.objects.select_for_update(no_key=True).get(pk=link.plan_id)
    refund = record_answer(refund_id, answer, kind=kind)
    if refund is not None:
        if link is not None and refund.status == RefundStatus.DECLINED:
            take_over(refund, link)
        _tell(refund, link)
    return link.plan_id if link is not None else None


def settle_plan_of(refund_id: int) -> None:
    """Settle the plan that a refund serves."""
    link = PlanRefund.objects.filter(refund_id=refund_id).first()
    if link is not None:
        settle_plan(link.plan_id)


def _tell(refund: Refund, link: PlanRefund | None) -> None:
    event = _EVENTS.get(RefundStatus(refund.status))
    if event is None:
        return
    with causes.because_of(f"plan:{link.plan_id}" if link else f"refund:{refund.pk}"):
        record(
            refund.order,
            event,
            actor=Actor.gateway(refund.gateway),
            changes={"refund": (None, refund.pk), "amount": (None, str(refund.amount))},
            note=refund.failure_text,
        )
