"""Sending one refund to its gateway, once: claimed, announced, sent, and never held by a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from payments.gateways.base import OutcomeUnknown
from payments.gateways.registry import get_gateway
from payments.jobs.instructions import instruction_for, written_out
from payments.jobs.recording import NO_ANSWER, record_unknown
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus
from payments.timing import lapsed_before

if TYPE_CHECKING:
    from payments.gateways.base import Answer


def send(refund_id: int) -> Answer | None:
    """Send a refund that is due; None if it is another's, or if nobody knows what became of it.

    Safe to run twice and to be killed at any line. The caller records the answer; until then the
    row is `submitted`, and once its claim has lapsed it is asked about.
    """
    refund = _claim(refund_id)
    if refund is None:
        return None
    gateway = get_gateway(refund.gateway)
    if not _announce(refund):
        return None
    # Outside any transaction: a slow gateway must not hold a lock.
    try:
        return gateway.refund(instruction_for(refund))
    except OutcomeUnknown as reason:
        record_unknown(refund.pk, NO_ANSWER, str(reason))
        return None


def _claim(refund_id: int) -> Refund | None:
    now = timezone.now()
    due = Refund.objects.filter(pk=refund_id).to_send(now, lapsed_before(now))
    if not due.update(claimed_at=now):
        return None
    claimed = Refund.objects.filter(pk=refund_id, claimed_at=now)
    refund: Refund | None = claimed.select_related("transaction").first()
    return refund


@transaction.atomic
def _announce(refund: Refund) -> bool:
    """Write down that it is being sent before it is; the lease begins anew."""
    now = timezone.now()
    announced = Refund.objects.filter(
        pk=refund.pk, status=RefundStatus.REQUESTED, claimed_at=refund.claimed_at
    ).update(
        status=RefundStatus.SUBMITTED,
        claimed_at=now,
        last_sent_at=now,
        first_sent_at=Coalesce(F("first_sent_at"), now),
        next_check_at=None,
    )
    if announced:
        content = written_out(instruction_for(refund))
        RefundAttempt.objects.create(
            refund=refund, kind=RefundAttempt.Kind.SENT, at=now, content=content
        )
    return bool(announced)
