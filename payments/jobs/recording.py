"""Writing down what became of a refund, whoever said so: the answer, the resolver, a webhook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from payments.gateways.base import Outcome
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus
from payments.timing import next_check

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from typing import Any

    from payments.gateways.base import Answer

Kind = RefundAttempt.Kind

# Why nobody knows; pages have the words.
NO_ANSWER = "no_answer"
WORKER_LOST = "worker_lost"
TOO_OLD = "too_old"
# Nothing was sent, and nobody could be asked.
NOT_SET_UP = "not_set_up"

_STATUS = {
    Outcome.SUCCEEDED: RefundStatus.SUCCEEDED,
    Outcome.DECLINED: RefundStatus.DECLINED,
    Outcome.PENDING: RefundStatus.PENDING,
}
# An answer counts while one is awaited, even if its worker has lost the claim meanwhile.
AWAITING = frozenset({RefundStatus.SUBMITTED, RefundStatus.PENDING, RefundStatus.UNKNOWN})


_LOCK_PAYMENTS = """
    SELECT 1 FROM payments_paymenttransaction
    WHERE id IN (SELECT transaction_id FROM payments_refund WHERE id = ANY(%s))
    ORDER BY id FOR NO KEY UPDATE
"""

_WRITE_OUTCOME = """
    WITH attempt AS (
        INSERT INTO payments_refundattempt (refund_id, kind, at, content)
        VALUES (%(id)s, %(kind)s, %(now)s, %(content)s::jsonb)
    )
    UPDATE payments_refund
    SET status = %(status)s, gateway_reference = %(reference)s, failure_code = %(failure_code)s,
        failure_text = %(failure_text)s, claimed_at = NULL, next_check_at = %(next_check_at)s,
        settled_at = %(settled_at)s
    WHERE id = %(id)s
"""


@transaction.atomic(savepoint=False)
def record_answer(refund_id: int, answer: Answer, *, kind: str = Kind.ANSWERED) -> Refund | None:
    """Record what the gateway said; the refund if that moved it. Safe to repeat.

    What is final stays: the same answer again, or a contradicting one, changes nothing.
    """
    refund = lock_refund(refund_id)
    status = _STATUS[answer.outcome]
    if refund.status not in AWAITING or refund.status == status:
        write_attempt(refund, kind, dict(answer.received))
        return None
    now = timezone.now()
    refund.status = status
    refund.gateway_reference = answer.reference or refund.gateway_reference
    refund.failure_code = answer.failure_code[:64]
    refund.failure_text = answer.failure_text
    pending = status == RefundStatus.PENDING
    refund.claimed_at = None
    refund.next_check_at = next_check(now, refund.checks) if pending else None
    refund.settled_at = None if pending else now
    _write_outcome(refund, kind, answer, now)
    return refund


def _write_outcome(refund: Refund, kind: str, answer: Answer, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE_OUTCOME,
            {
                "id": refund.pk,
                "status": refund.status,
                "reference": refund.gateway_reference,
                "failure_code": refund.failure_code,
                "failure_text": refund.failure_text,
                "next_check_at": refund.next_check_at,
                "settled_at": refund.settled_at,
                "kind": kind,
                "now": now,
                "content": json.dumps(dict(answer.received)),
            },
        )


@transaction.atomic
def record_unknown(refund_id: int, code: str, reason: str = "") -> None:
    """Record that a refund was sent and nobody knows what became of it; safe to repeat.

    One that is to be sent again was sent before: too long ago for its gateway to remember it.
    """
    refund = lock_refund(refund_id)
    write_attempt(refund, Kind.NO_ANSWER, {"code": code, "reason": reason})
    if refund.status != (RefundStatus.REQUESTED if code == TOO_OLD else RefundStatus.SUBMITTED):
        return
    refund.status = RefundStatus.UNKNOWN
    refund.failure_code = code
    refund.claimed_at = None
    refund.next_check_at = next_check(timezone.now(), refund.checks)
    refund.save(update_fields=["status", "failure_code", "claimed_at", "next_check_at"])


@transaction.atomic
def put_off(refund_id: int, reason: str) -> None:
    """Record that a refund could not be sent, as its gateway is not set up, and try it later."""
    refund = lock_refund(refund_id)
    now = timezone.now()
    due = refund.next_check_at is not None and refund.next_check_at <= now
    if refund.status != RefundStatus.REQUESTED or not due:
        return
    write_attempt(refund, Kind.NO_ANSWER, {"code": NOT_SET_UP, "reason": reason})
    refund.next_check_at = next_check(now, refund.checks)
    refund.checks += 1
    refund.save(update_fields=["next_check_at", "checks"])


def lock_refund(refund_id: int) -> Refund:
    """A refund, locked after its payment."""
    (refund,) = lock_refunds([refund_id])
    return refund


def lock_refunds(refund_ids: Collection[int]) -> list[Refund]:
    """Refunds by key, locked after their payments: the trigger writes the payments' sums."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_PAYMENTS, [list(refund_ids)])
    refunds = Refund.objects.select_related("order").filter(pk__in=refund_ids).order_by("pk")
    return list(refunds.select_for_update(of=("self",), no_key=True))


def write_attempt(refund: Refund, kind: str, content: dict[str, Any]) -> None:
    """Add a line to a refund's story."""
    RefundAttempt.objects.create(refund=refund, kind=kind, at=timezone.now(), content=content)
