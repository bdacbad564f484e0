"""Refunds of plans: sent or asked about, their outcomes recorded, their plans settled."""

from __future__ import annotations

import logging
from itertools import chain
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cancellations.jobs.after_all import record_paid_after_all
from cancellations.jobs.settling import settle_plans
from cancellations.jobs.taking_over import take_over
from cancellations.models import CancellationPlan, PlanRefund
from omnitron.core.isolating import for_all_or_each, left_for_later
from orders.events import Actor, Line, write_lines
from orders.models import OrderEvent
from payments.gateways.base import Outcome
from payments.jobs.asking import ask
from payments.jobs.recording import Kind, record_answers
from payments.jobs.sending import send
from payments.models import Refund
from payments.notices import keep_answer, mark_handled
from payments.states import RefundStatus
from payments.timing import lapsed_before

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from payments.gateways.base import Answer

logger = logging.getLogger(__name__)

_EVENTS = {
    RefundStatus.SUCCEEDED: OrderEvent.Kind.REFUND_SUCCEEDED,
    RefundStatus.DECLINED: OrderEvent.Kind.REFUND_DECLINED,
}


def send_refunds(refund_ids: Sequence[int]) -> None:
    """Send refunds that are due; safe to run twice and to be killed at any line."""
    failure = None
    for answers in send(refund_ids):
        try:
            finish(answers)
        except Exception as error:
            # The other calls are under way, and what they answer must be heard.
            logger.exception("What became of refunds %s was not recorded.", sorted(answers))
            failure = error
    if failure is not None:
        raise failure


def with_others_due(refund_ids: Sequence[int], most: int) -> list[int]:
    """Refunds with others that are due now, so many in all at most: together they cost less.

    Their own messages then find nothing left to do.
    """
    now = timezone.now()
    due = Refund.objects.to_send(now, lapsed_before(now)).exclude(pk__in=refund_ids)
    others = due.order_by("next_check_at").values_list("pk", flat=True)
    return [*refund_ids, *others[: max(most - len(refund_ids), 0)]]


def ask_refund(refund_id: int) -> None:
    """Ask about a refund whose outcome is unknown or pending."""
    answer = ask(refund_id)
    if answer is not None:
        finish({refund_id: answer})


def finish(answers: Mapping[int, Answer]) -> None:
    """Record what gateways answered and settle the plans; safe to repeat."""

    def record(refund_ids: Collection[int]) -> list[int]:
        return record_outcomes({refund_id: answers[refund_id] for refund_id in refund_ids})

    plan_ids = set(chain.from_iterable(for_all_or_each(record, answers, what="refund")))
    settle_plans(sorted(plan_ids))
    _hear_of_paid_after_all(answers)


def _hear_of_paid_after_all(answers: Mapping[int, Answer]) -> None:
    """Record that a gateway paid what counts as declined.

    Nobody asks about these refunds again, so that the answer is kept until it is recorded.
    """
    told = [key for key, answer in answers.items() if answer.outcome == Outcome.SUCCEEDED]
    declined = Refund.objects.filter(pk__in=told, status=RefundStatus.DECLINED)
    for refund in declined.select_related("transaction", "order").order_by("pk"):
        kept = keep_answer(refund, answers[refund.pk])
        with left_for_later("answer about refund", refund.pk):
            if record_paid_after_all(refund.pk, answers[refund.pk]):
                mark_handled(kept)


@transaction.atomic
def record_outcomes(answers: Mapping[int, Answer], *, kind: str = Kind.ANSWERED) -> list[int]:
    """Record what gateways said; what they declined is to be made by hand from the same moment.

    Returns the keys of the plans that are now to be settled.
    """
    found = PlanRefund.objects.filter(refund_id__in=answers).select_related("plan_item")
    links = {link.refund_id: link for link in found}
    _lock_plans_of_declined(answers, links)
    refunds = record_answers(answers, kind=kind)
    for refund in refunds:
        if refund.status == RefundStatus.DECLINED and refund.pk in links:
            take_over(refund, links[refund.pk])
    write_lines(
        _line(refund, links.get(refund.pk)) for refund in refunds if refund.status in _EVENTS
    )
    return sorted({link.plan_id for link in links.values()})


def _lock_plans_of_declined(answers: Mapping[int, Answer], links: Mapping[int, PlanRefund]) -> None:
    """Before the refunds and their payments: what takes over belongs to the plan."""
    plan_ids = {
        links[refund_id].plan_id
        for refund_id, answer in answers.items()
        if answer.outcome == Outcome.DECLINED and refund_id in links
    }
    if plan_ids:
        plans = CancellationPlan.objects.filter(pk__in=plan_ids).order_by("pk")
        list(plans.select_for_update(no_key=True))


def settle_plan_of(refund_id: int) -> None:
    """Settle the plan that a refund serves."""
    link = PlanRefund.objects.filter(refund_id=refund_id).first()
    if link is not None:
        settle_plans([link.plan_id])


def _line(refund: Refund, link: PlanRefund | None) -> Line:
    return Line(
        refund.order_id,
        _EVENTS[RefundStatus(refund.status)],
        Actor.gateway(refund.gateway),
        changes={"refund": (None, refund.pk), "amount": (None, str(refund.amount))},
        note=refund.failure_text,
        cause=f"plan:{link.plan_id}" if link else f"refund:{refund.pk}",
    )
