"""Sending refunds to their gateways, each once: announced, sent, and never held by a lock."""

from __future__ import annotations

import json
import logging
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from omnitron.core.isolating import left_for_later
from payments.gateways.base import OutcomeUnknown
from payments.gateways.registry import UnknownGateway, get_gateway
from payments.jobs.instructions import instruction_for, written_out
from payments.jobs.recording import NO_ANSWER, NOT_SENT, put_off, record_unknown
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus
from payments.timing import given_up_before, lapsed_before, longest_wait

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from payments.gateways.base import Answer, Gateway

logger = logging.getLogger(__name__)

# Claimed for each call that may be under way, so that none waits while answers are recorded.
MOST_AHEAD = 10
# What comes within this time of the first answer is recorded with it.
GATHERING_SECONDS = 0.05


class TooLate(OutcomeUnknown):
    """It was announced and not sent: its claim might have lapsed before its answer came."""


class Heard(NamedTuple):
    """What came of a call, and after how long."""

    answer: Answer | OutcomeUnknown
    seconds: float


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
    `unknown`. What is not sent within a lease is left to the next sweep.
    """
    remote: list[Refund] = []
    ours: list[Refund] = []
    for refund, gateway in _with_gateway(refund_ids):
        (remote if gateway.is_remote else ours).append(refund)
    if len(remote) > 1:
        yield from _send_together(remote)
    else:
        ours = remote + ours
    for refund in ours:
        latest = _latest()
        if _announce([refund]):
            yield _sorted_out([(refund, _call(refund, latest))])


def _send_together(refunds: list[Refund]) -> Iterator[dict[int, Answer]]:
    """Several calls at once, which go on while the caller records what has come."""
    at_once = settings.REFUND_CALLS_AT_ONCE
    left = deque(refunds)
    calls: dict[Future[Heard], Refund] = {}
    # Until one is known, a call counts as long as it may take.
    slowest = float(settings.GATEWAY_TIMEOUT_SECONDS)
    # A worker that is told to end is not waited for much longer than a call takes.
    last = time.monotonic() + settings.REFUND_LEASE_SECONDS
    with ThreadPoolExecutor(at_once) as callers:
        while left or calls:
            latest = _latest()
            chosen = _next(left, list(calls.values()), at_once * _ahead(slowest) - len(calls))
            mine = _announce(chosen) if chosen else []
            for refund in chosen:
                if refund.pk in mine:
                    calls[callers.submit(_timed_call, refund, latest)] = refund
            wait(calls, return_when=FIRST_COMPLETED)
            done = wait(calls, timeout=GATHERING_SECONDS).done
            if done:
                slowest = max(call.result().seconds for call in done)
                yield _sorted_out([(calls.pop(call), call.result().answer) for call in done])
            if time.monotonic() > last:
                left.clear()


def _ahead(seconds: float) -> int:
    """How many are claimed for each call that takes so long: none waits until its claim lapses.

    Should calls take longer all at once, the last of them are not sent, and asked about instead.
    """
    if seconds * MOST_AHEAD <= longest_wait():
        return MOST_AHEAD
    return max(1, int(longest_wait() // seconds))


def _next(left: deque[Refund], under_way: Iterable[Refund], most: int) -> list[Refund]:
    """Take so many, at most, from what is left: none of a payment of which another is under way.

    A gateway that is asked for two refunds of one payment at the same moment may refuse one.
    """
    busy = {refund.transaction_id for refund in under_way}
    chosen: list[Refund] = []
    for _turn in range(len(left)):
        refund = left.popleft()
        if len(chosen) < most and refund.transaction_id not in busy:
            busy.add(refund.transaction_id)
            chosen.append(refund)
        else:
            left.append(refund)
    return chosen


def _with_gateway(refund_ids: Sequence[int]) -> list[tuple[Refund, Gateway]]:
    """Refunds that are still to be sent; those whose gateway is not set up here are put off."""
    # What its gateway is told of a refund never changes, so that it may be read before.
    refunds = Refund.objects.select_related("transaction").order_by("pk")
    able = []
    for refund in refunds.filter(pk__in=refund_ids, status=RefundStatus.REQUESTED):
        try:
            able.append((refund, get_gateway(refund.gateway)))
        except UnknownGateway as reason:
            with left_for_later("refund", refund.pk):
                put_off(refund.pk, str(reason))
    return able


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
    """Until when a call may begin for what is claimed from now on, by the clock of `monotonic`."""
    return time.monotonic() + longest_wait()


def _timed_call(refund: Refund, latest: float) -> Heard:
    """Call a gateway, and say how long that took; for a call that came too late, too long."""
    begun = time.monotonic()
    answer = _call(refund, latest)
    if isinstance(answer, TooLate):
        return Heard(answer, longest_wait())
    return Heard(answer, time.monotonic() - begun)


def _call(refund: Refund, latest: float) -> Answer | OutcomeUnknown:
    """Call a gateway, outside any transaction: a slow one must not hold a lock."""
    if time.monotonic() > latest:
        return TooLate()
    try:
        return get_gateway(refund.gateway).refund(instruction_for(refund))
    except OutcomeUnknown as reason:
        return reason
    except DatabaseError:
        # Our own ledger is part of our own transactions.
        raise
    except Exception as error:
        # A mistake of ours in one refund keeps nobody from recording the others.
        logger.exception("Refund %s may have been made.", refund.pk)
        return OutcomeUnknown(f"The answer could not be understood ({type(error).__name__}).")


def _sorted_out(heard: Iterable[tuple[Refund, Answer | OutcomeUnknown]]) -> dict[int, Answer]:
    """The answers by key; where there is none, that is recorded."""
    answers = {}
    for refund, answer in heard:
        if not isinstance(answer, OutcomeUnknown):
            answers[refund.pk] = answer
            continue
        code = NOT_SENT if isinstance(answer, TooLate) else NO_ANSWER
        # Until then it is `submitted`, and what was heard of the others is recorded.
        with left_for_later("refund", refund.pk):
            record_unknown(refund.pk, code, str(answer))
    return answers
