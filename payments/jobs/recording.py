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
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from typing import Any

    from payments.gateways.base import Answer

Kind = RefundAttempt.Kind

# Why nobody knows; pages have the words.
NO_ANSWER = "no_answer"
WORKER_LOST = "worker_lost"
TOO_OLD = "too_old"
# Announced, and then too late to be sent within its claim.
NOT_SENT = "not_sent"
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

# Attempts are written of all answers, refunds of those that were moved.
_WRITE_OUTCOMES = """
    WITH attempt AS (
        INSERT INTO payments_refundattempt (refund_id, kind, at, content)
        SELECT id, %(kind)s, %(now)s, content
        FROM jsonb_to_recordset(%(attempts)s::jsonb) AS heard (id bigint, content jsonb)
        ORDER BY id
    )
    UPDATE payments_refund AS refund
    SET status = moved.status, gateway_reference = moved.reference,
        failure_code = moved.failure_code, failure_text = moved.failure_text,
        claimed_at = NULL, next_check_at = moved.next_check_at, settled_at = moved.settled_at
    FROM jsonb_to_recordset(%(moved)s::jsonb) AS moved (
        id bigint, status text, reference text, failure_code text, failure_text text,
        next_check_at timestamptz, settled_at timestamptz
    )
    WHERE refund.id = moved.id
"""


@transaction.atomic(savepoint=False)
def record_answers(answers: Mapping[int, Answer], *, kind: str = Kind.ANSWERED) -> list[Refund]:
    """Record what gateways said of refunds, by key; those that it moved. Safe to repeat.

    What is final stays: the same answer again, or a contradicting one, changes nothing.
    """
    now = timezone.now()
    moved = [
        refund
        for refund in lock_refunds(answers)
        if refund.status in AWAITING and refund.status != _STATUS[answers[refund.pk].outcome]
    ]
    for refund in moved:
        _apply(refund, answers[refund.pk], now)
    heard = [{"id": key, "content": dict(answer.received)} for key, answer in answers.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE_OUTCOMES,
            {
                "kind": kind,
                "now": now,
                "attempts": json.dumps(heard),
                "moved": json.dumps([_as_row(refund) for refund in moved], default=str),
            },
        )
    return moved


def _apply(refund: Refund, answer: Answer, now: datetime) -> None:
    refund.status = _STATUS[answer.outcome]
    refund.gateway_reference = answer.reference or refund.gateway_reference
    refund.failure_code = answer.failure_code[:64]
    refund.failure_text = answer.failure_text
    pending = refund.status == RefundStatus.PENDING
    refund.claimed_at = None
    refund.next_check_at = next_check(now, refund.checks) if pending else None
    refund.settled_at = None if pending else now


def _as_row(refund: Refund) -> dict[str, Any]:
    return {
        "id": refund.pk,
        "status": refund.status,
        "reference": refund.gateway_reference,
        "failure_code": refund.failure_code,
        "failure_text": refund.failure_text,
        "next_check_at": refund.next_check_at,
        "settled_at": refund.settled_at,
    }


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
