"""Settling a refund whose outcome is unknown: the gateway is asked, nothing is sent blindly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from payments.gateways.base import OutcomeUnknown
from payments.gateways.registry import UnknownGateway, get_gateway
from payments.jobs.instructions import instruction_for
from payments.jobs.recording import NO_ANSWER, NOT_SET_UP, Kind, lock_refund, write_attempt
from payments.models import Refund
from payments.states import RefundStatus
from payments.timing import counts_as_never_seen, may_be_sent, next_check

if TYPE_CHECKING:
    from datetime import datetime

    from payments.gateways.base import Answer


def ask(refund_id: int) -> Answer | None:
    """Ask the gateway about a refund that is due to be asked about; None if that told nothing.

    A gateway that never saw it, long enough after it was sent, makes it `requested` again. Safe to
    repeat; the caller records the answer.
    """
    asked_at = timezone.now()
    refund = _claim(refund_id, asked_at)
    if refund is None:
        return None
    try:
        answer = get_gateway(refund.gateway).find(instruction_for(refund))
    except OutcomeUnknown as reason:
        write_attempt(refund, Kind.NO_ANSWER, {"code": NO_ANSWER, "reason": str(reason)})
        return None
    except UnknownGateway as reason:
        write_attempt(refund, Kind.NO_ANSWER, {"code": NOT_SET_UP, "reason": str(reason)})
        return None
    if answer is None:
        _never_seen(refund.pk, asked_at)
    return answer


def _claim(refund_id: int, now: datetime) -> Refund | None:
    """Put the next look off first: whoever finds it due goes on, the others do not."""
    due = Refund.objects.to_ask_about(now).select_related("transaction")
    refund: Refund | None = due.filter(pk=refund_id).first()
    if refund is None:
        return None
    mine = Refund.objects.filter(pk=refund_id, next_check_at=refund.next_check_at).update(
        next_check_at=next_check(now, refund.checks), checks=F("checks") + 1
    )
    return refund if mine else None


@transaction.atomic
def _never_seen(refund_id: int, asked_at: datetime) -> None:
    refund = lock_refund(refund_id)
    sent_at = refund.last_sent_at
    certain = sent_at is not None and counts_as_never_seen(asked_at, sent_at)
    write_attempt(refund, Kind.NOT_KNOWN, {"certain": certain})
    again = certain and may_be_sent(timezone.now(), refund.first_sent_at)
    if refund.status != RefundStatus.UNKNOWN or not again:
        return
    refund.status = RefundStatus.REQUESTED
    refund.next_check_at = timezone.now()
    refund.failure_code = ""
    refund.save(update_fields=["status", "next_check_at", "failure_code"])
