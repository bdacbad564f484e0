"""Writing down what became of a refund, whoever said so: the answer, the resolver, a webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from payments.gateways.base import Outcome
from payments.models import PaymentTransaction, Refund, RefundAttempt
from payments.states import RefundStatus
from payments.timing import next_check

if TYPE_CHECKING:
    from typing import Any

    from payments.gateways.base import Answer

Kind = RefundAttempt.Kind

# Why nobody knows; pages have the words.
NO_ANSWER = "no_answer"
WORKER_LOST = "worker_lost"

_STATUS = {
    Outcome.SUCCEEDED: RefundStatus.SUCCEEDED,
    Outcome.DECLINED: RefundStatus.DECLINED,
    Outcome.PENDING: RefundStatus.PENDING,
}
# An answer counts while one is awaited, even if its worker has lost the claim meanwhile.
AWAITING = frozenset({RefundStatus.SUBMITTED, RefundStatus.PENDING, RefundStatus.UNKNOWN})


@transaction.atomic(savepoint=False)
def record_answer(refund_id: int, answer: Answer, *, kind: str = Kind.ANSWERED) -> Refund | None:
    """Record what the gateway said; the refund if that moved it. Safe to repeat.

    What is final stays: the same answer again, or a contradicting one, changes nothing.
    """
    refund = lock_refund(refund_id)
    write_attempt(refund, kind, dict(answer.received))
    status = _STATUS[answer.outcome]
    if refund.status not in AWAITING or refund.status == status:
        return None
    now = timezone.now()
    refund.status = status
    refund.gateway_reference = answer.reference or refund.gateway_reference
    refund.failure_code = answer.failure_code[:64]
    refund.failure_text = answer.failure_text
    refund.claimed_at = None
    pending = status == RefundStatus.PENDING
    refund.next_check_at = next_check(now, refund.checks) if pending else None
    refund.settled_at = None if pending else now
    refund.save(
        update_fields=[
            "status",
            "gateway_reference",
            "failure_code",
            "failure_text",
            "claimed_at",
            "next_check_at",
            "settled_at",
        ]
    )
    return refund


@transaction.atomic
def record_unknown(refund_id: int, code: str, reason: str = "") -> None:
    """Record that a refund was sent and nobody knows what became of it; safe to repeat."""
    refund = lock_refund(refund_id)
    write_attempt(refund, Kind.NO_ANSWER, {"code": code, "reason": reason})
    if refund.status != RefundStatus.SUBMITTED:
        return
    refund.status = RefundStatus.UNKNOWN
    refund.failure_code = code
    refund.claimed_at = None
    refund.next_check_at = next_check(timezone.now(), refund.checks)
    refund.save(update_fields=["status", "failure_code", "claimed_at", "next_check_at"])


def lock_refund(refund_id: int) -> Refund:
    """A refund, locked after its payment: the trigger writes the payment's sums."""
    payments = PaymentTransaction.objects.filter(refunds=refund_id).only("pk")
    list(payments.select_for_update(of=("self",), no_key=True))
    refunds = Refund.objects.select_related("order").select_for_update(of=("self",), no_key=True)
    refund: Refund = refunds.get(pk=refund_id)
    return refund


def write_attempt(refund: Refund, kind: str, content: dict[str, Any]) -> None:
    """Add a line to a refund's story."""
    RefundAttempt.objects.create(refund=refund, kind=kind, at=timezone.now(), content=content)
