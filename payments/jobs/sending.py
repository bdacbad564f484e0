"""Sending refunds to their gateways, each once: announced, sent, and never held by a lock."""

from __future__ import annotations

import json
import logging
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils import timezone

from payments.gateways.base import OutcomeUnknown
from payments.gateways.registry import UnknownGateway, get_gateway
from payments.jobs.instructions import instruction_for, written_out
from payments.jobs.recording import NO_ANSWER, put_off, record_unknown
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus
from payments.timing import given_up_before, lapsed_before, longest_turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from payments.gateways.base import Answer, Gateway, Instruction

logger = logging.getLogger(__name__)

# Claimed for each call at a time, so that none waits while answers are recorded.
AHEAD = 3
# What comes within this time of the first answer is recorded with it.
GATHERING_SECONDS = 0.05

# One statement: of several workers one finds a refund due, and what it is about to do is written
# down before it is done. Rows are locked by key, and those of another worker passed over, so that
# two who were sent for the same refunds never wait for each other.
_ANNOUNCE = """
    WITH due AS (
        SELECT id FROM payments_refund
        WHERE id = ANY(%(ids)s) AND status = %(requested)s AND next_check_at <= %(now)s
            AND (claimed_at IS NULL OR claimed_at < %(lapsed_before)s)
            AND (first_sent_at IS NULL OR first_sent_at > %(given_up_before)s)
        ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
    ), announced AS (
        UPDATE payments_refund AS refund
        SET status = %(submitted)s, claimed_at = %(now)s, last_sent_at = %(now)s,
            first_sent_at = coalesce(first_sent_at, %(now)s), next_check_at = NULL
        FROM due WHERE refund.id = due.id AND status = %(requested)s
        RETURNING refund.id
    )
    INSERT INTO payments_refundattempt (refund_id, kind, at, content)
    SELECT announced.id, %(kind)s, %(now)s, %(contents)s::jsonb -> announced.id::text
    FROM announced ORDER BY id
    RETURNING refund_id
"""


def send(refund_ids: Sequence[int]) -> Iterator[dict[int, Answer]]:
    """Send the refunds that are due, and give their answers, by key, as they come.

    Safe to run twice and to be killed at any line: the caller records the answers, and until then
    a row is `submitted`, which is asked about once its claim has lapsed. What has no answer is
    `unknown`.
    """
    if len(refund_ids) > 1:
        yield from _send_many(refund_ids)
        return
    for refund, gateway in _claim(refund_ids):
        yield _answers([(refund, _call(gateway, instruction_for(refund), _latest()))])


def _send_many(refund_ids: Sequence[int]) -> Iterator[dict[int, Answer]]:
    """Several calls at once, which go on while the caller records what has come."""
    at_once = settings.REFUND_CALLS_AT_ONCE
    left = list(refund_ids)
    calls: dict[Future[Answer | OutcomeUnknown], Refund] = {}
    with ThreadPoolExecutor(at_once) as callers:
        while left or calls:
            room = AHEAD * at_once - len(calls)
            claimed, left = _claim(left[:room]), left[room:]
            for refund, gateway in claimed:
                order = (gateway, instruction_for(refund), _latest())
                if gateway.is_remote:
                    calls[callers.submit(_call, *order)] = refund
                else:
                    # It writes through this thread's connection.
                    yield _answers([(refund, _call(*order))])
            wait(calls, return_when=FIRST_COMPLETED)
            done = wait(calls, timeout=GATHERING_SECONDS).done
            if done:
                yield _answers([(calls.pop(call), call.result()) for call in done])


def _claim(refund_ids: Sequence[int]) -> list[tuple[Refund, Gateway]]:
    """Announce refunds and give those that are now this worker's to send."""
    # What its gateway is told of a refund never changes, so that it may be read before.
    refunds = Refund.objects.select_related("transaction").order_by("pk")
    able = []
    for refund in refunds.filter(pk__in=refund_ids, status=RefundStatus.REQUESTED):
        try:
            able.append((refund, get_gateway(refund.gateway)))
        except UnknownGateway as reason:
            put_off(refund.pk, str(reason))
    mine = _announce([refund for refund, _gateway in able]) if able else []
    return [(refund, gateway) for refund, gateway in able if refund.pk in mine]


def _announce(refunds: Sequence[Refund]) -> list[int]:
    """Write down that they are being sent; without those of somebody else, or that are too old."""
    now = timezone.now()
    contents = {refund.pk: written_out(instruction_for(refund)) for refund in refunds}
    with connection.cursor() as cursor:
        cursor.execute(
            _ANNOUNCE,
            {
                "ids": list(contents),
                "now": now,
                "lapsed_before": lapsed_before(now),
                "given_up_before": given_up_before(now),
                "requested": RefundStatus.REQUESTED,
                "submitted": RefundStatus.SUBMITTED,
                "kind": RefundAttempt.Kind.SENT,
                "contents": json.dumps(contents),
            },
        )
        return [refund_id for (refund_id,) in cursor.fetchall()]


def _latest() -> float:
    """Until when a call may begin, by the clock of `monotonic`: it must end within the claim."""
    return time.monotonic() + longest_turn()


def _call(gateway: Gateway, instruction: Instruction, latest: float) -> Answer | OutcomeUnknown:
    """Call a gateway, outside any transaction: a slow one must not hold a lock."""
    if time.monotonic() > latest:
        return OutcomeUnknown("Its turn came too late; nothing was sent.")
    try:
        return gateway.refund(instruction)
    except OutcomeUnknown as reason:
        return reason
    except Exception as error:
        # A mistake of ours in one refund keeps nobody from recording the others.
        logger.exception("A refund may have been made.", extra={"key": str(instruction.key)})
        return OutcomeUnknown(f"The answer could not be understood ({type(error).__name__}).")


def _answers(heard: Iterable[tuple[Refund, Answer | OutcomeUnknown]]) -> dict[int, Answer]:
    """The answers by key; where there is none, that is recorded."""
    answers = {}
    for refund, answer in heard:
        if isinstance(answer, OutcomeUnknown):
            record_unknown(refund.pk, NO_ANSWER, str(answer))
        else:
            answers[refund.pk] = answer
    return answers
