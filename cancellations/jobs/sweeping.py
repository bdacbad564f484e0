"""Finding what was lost on its way: a message, a worker, an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cancellations.jobs.alarming import untold
from cancellations.jobs.executing import due_plans
from cancellations.jobs.mailing import unmailed
from cancellations.models import CancellationPlan, PlanRefund
from cancellations.states import IN_WORK, PlanStatus
from omnitron.core.isolating import left_for_later
from payments.jobs.recording import TOO_OLD, WORKER_LOST, record_unknown
from payments.jobs.voiding import to_void
from payments.models import GatewayNotice, Refund
from payments.timing import given_up_before, lapsed_before

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

# What was due a moment ago is still on its way through the queue.
GRACE = timedelta(seconds=5)
# More than the workers can do until the next sweep would only pile up in the queue.
MOST = 500


class Found(NamedTuple):
    """The keys of what is to be done, oldest first."""

    plans: list[int]
    to_send: list[int]
    to_ask: list[int]
    to_settle: list[int]
    notices: list[int]
    to_mail: list[int]
    alarms: list[int]
    to_void: list[int]


def sweep() -> Found:
    """What should have happened and has not. What was abandoned, or is too old, is unknown now."""
    now = timezone.now()
    overdue = now - GRACE
    _give_up(Refund.objects.abandoned(lapsed_before(now)), WORKER_LOST, by="claimed_at")
    _give_up(Refund.objects.too_old(given_up_before(now)), TOO_OLD, by="next_check_at")
    return Found(
        plans=_first(due_plans().filter(executes_at__lte=overdue), "executes_at"),
        to_send=_first(Refund.objects.to_send(overdue, lapsed_before(now)), "next_check_at"),
        to_ask=_first(Refund.objects.to_ask_about(now), "next_check_at"),
        to_settle=_first(_unsettled(now), "created_at"),
        notices=_first(
            GatewayNotice.objects.filter(
                Q(next_try_at=None) | Q(next_try_at__lte=now),
                handled_at=None,
                received_at__lte=overdue,
            ),
            "received_at",
        ),
        to_mail=_first(unmailed(now), "ended_at"),
        alarms=_first(untold(now), "raised_at"),
        to_void=_first(to_void(now), "void_at"),
    )


def _give_up(refunds: QuerySet[Refund], code: str, *, by: str) -> None:
    for refund_id in _first(refunds, by):
        with left_for_later("refund", refund_id):
            record_unknown(refund_id, code)


def _unsettled(now: datetime) -> QuerySet[CancellationPlan]:
    """Plans whose refunds have come further than they have themselves."""
    links = PlanRefund.objects.filter(plan=OuterRef("pk"))
    under_way = Refund.objects.under_way(given_up_before(now))
    refunding = Q(status=PlanStatus.REFUNDING) & ~Exists(links.filter(refund__in=under_way))
    left = Refund.objects.set_aside()
    by_hand = Q(status=PlanStatus.MANUAL_REFUND_NEEDED) & ~Exists(links.filter(refund__in=left))
    return CancellationPlan.objects.filter(status__in=IN_WORK).filter(refunding | by_hand)


def _first(rows: QuerySet[Any], by: str) -> list[int]:
    keys = list(rows.order_by(by).values_list("pk", flat=True)[:MOST])
    if len(keys) < MOST:
        return keys
    # Those that fail every time stay the first for ever: the others have the second half.
    first = keys[: MOST // 2]
    others = rows.exclude(pk__in=first).order_by("?").values_list("pk", flat=True)
    return first + list(others[: MOST - len(first)])
