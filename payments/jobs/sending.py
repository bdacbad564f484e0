"""Sending one refund to its gateway, once: announced, sent, and never held by a lock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from payments.gateways.base import OutcomeUnknown
from payments.gateways.registry import UnknownGateway, get_gateway
from payments.jobs.instructions import instruction_for, written_out
from payments.jobs.recording import NO_ANSWER, put_off, record_unknown
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus
from payments.timing import given_up_before, lapsed_before

if TYPE_CHECKING:
    from payments.gateways.base import Answer


# One statement over the row's own columns: of several workers one finds it due, and what it is
# about to do is written down before it is done.
_ANNOUNCE = """
    WITH announced AS (
        UPDATE payments_refund
        SET status = %(submitted)s, claimed_at = %(now)s, last_sent_at = %(now)s,
            first_sent_at = coalesce(first_sent_at, %(now)s), next_check_at = NULL
        WHERE id = %(id)s AND status = %(requested)s AND next_check_at <= %(now)s
            AND (claimed_at IS NULL OR claimed_at < %(lapsed_before)s)
            AND (first_sent_at IS NULL OR first_sent_at > %(given_up_before)s)
        RETURNING id
    )
    INSERT INTO payments_refundattempt (refund_id, kind, at, content)
    SELECT id, %(kind)s, %(now)s, %(content)s::jsonb FROM announced
"""


def send(refund_id: int) -> Answer | None:
    """Send a refund that is due; None if it is another's, or if nobody knows what became of it.

    Safe to run twice and to be killed at any line. The caller records the answer; until then the
    row is `submitted`, and once its claim has lapsed it is asked about.
    """
    # What its gateway is told of a refund never changes, so that it may be read before.
    refund = Refund.objects.select_related("transaction").get(pk=refund_id)
    if refund.status != RefundStatus.REQUESTED:
        return None
    try:
        gateway = get_gateway(refund.gateway)
    except UnknownGateway as reason:
        put_off(refund.pk, str(reason))
        return None
    if not _announce(refund):
        return None
    # Outside any transaction: a slow gateway must not hold a lock.
    try:
        return gateway.refund(instruction_for(refund))
    except OutcomeUnknown as reason:
        record_unknown(refund.pk, NO_ANSWER, str(reason))
        return None


def _announce(refund: Refund) -> bool | None:
    """Write down that it is being sent; None if somebody else did, or if it is too old."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _ANNOUNCE,
            {
                "id": refund.pk,
                "now": now,
                "lapsed_before": lapsed_before(now),
                "given_up_before": given_up_before(now),
                "requested": RefundStatus.REQUESTED,
                "submitted": RefundStatus.SUBMITTED,
                "kind": RefundAttempt.Kind.SENT,
                "content": json.dumps(written_out(instruction_for(refund))),
            },
        )
        return cursor.rowcount == 1 or None
