"""Finishing plans as far as their refunds have come."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone

from cancellations.access import locked_plans
from cancellations.jobs.answering import complete_requests
from cancellations.jobs.without_items import let_order_go
from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.states import IN_WORK, ItemOutcome, PlanStatus
from omnitron.core.isolating import for_all_or_each
from orders.events import Actor, Line, write_lines
from orders.models import OrderEvent
from orders.services.holding import end_items
from orders.services.rolling_up import roll_up
from orders.states import Status
from payments.jobs.voiding import mark_to_void
from payments.models import Refund
from payments.states import UNDER_WAY, RefundStatus
from payments.timing import may_be_sent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime


def settle_plans(plan_ids: Collection[int]) -> None:
    """Bring plans and their items in line with their refunds; may run any number of times.

    Items whose money is back are ended, each by itself; a plan is completed with its last one.
    One plan that cannot be settled does not hold up the others.
    """
    for_all_or_each(_settle, plan_ids, what="plan")


@transaction.atomic
def _settle(plan_ids: Collection[int]) -> None:
    plans = [plan for plan in locked_plans(plan_ids) if plan.status in IN_WORK]
    needed = _still_needed(plans)
    moment = timezone.now()
    plans = [
        plan
        for plan in plans
        if not any(refund.is_under_way(moment) for refund in needed.get(plan.pk, ()))
    ]
    if not plans:
        return
    _close_items(plans, needed)
    roll_up([plan.order_id for plan in plans])
    _move(
        [plan for plan in plans if plan.pk in needed],
        PlanStatus.MANUAL_REFUND_NEEDED,
        OrderEvent.Kind.MANUAL_REFUND_NEEDED,
    )
    completed = _move(
        [plan for plan in plans if plan.pk not in needed],
        PlanStatus.COMPLETED,
        OrderEvent.Kind.PLAN_COMPLETED,
    )
    for plan in completed:
        let_order_go(plan)
    complete_requests(completed)
    mark_to_void([plan.order_id for plan in completed])


class _Needed(NamedTuple):
    """A refund of a plan whose amount is still set aside."""

    status: str
    first_sent_at: datetime | None
    # The line of the plan that it is for; it may be for the whole plan.
    plan_item_id: int | None

    def is_under_way(self, moment: datetime) -> bool:
        """Whether a machine goes on with it; with what is unknown for too long none does."""
        if self.status == RefundStatus.UNKNOWN:
            return may_be_sent(moment, self.first_sent_at)
        return self.status in UNDER_WAY


def _still_needed(plans: Collection[CancellationPlan]) -> dict[int, list[_Needed]]:
    """What is still set aside, by plan; one reading, as refunds move while plans are locked."""
    refunds = Refund.objects.filter(plan_link__plan__in=plans).set_aside()
    needed = defaultdict(list)
    for plan_id, *values in refunds.values_list(
        "plan_link__plan_id", "status", "first_sent_at", "plan_link__plan_item_id"
    ):
        needed[plan_id].append(_Needed(*values))
    return dict(needed)


def _close_items(
    plans: Collection[CancellationPlan], needed: Mapping[int, Collection[_Needed]]
) -> None:
    """End the items for which nothing is to be made any more."""
    # What is unknown was for all items of its plan.
    known = [
        plan
        for plan in plans
        if all(refund.status != RefundStatus.UNKNOWN for refund in needed.get(plan.pk, ()))
    ]
    held = [refund.plan_item_id or 0 for refunds in needed.values() for refund in refunds]
    closing = CancellationPlanItem.objects.filter(plan__in=known, outcome=ItemOutcome.OPEN)
    ready = list(
        closing.exclude(pk__in=held).values_list("pk", "item_id", "plan_id", "item__status")
    )
    # After a refund was taken back the items are ended already.
    waiting = {
        item_id: _cause(plan_id)
        for _pk, item_id, plan_id, status in ready
        if status == Status.CANCELLATION_WAITING
    }
    if waiting:
        end_items(waiting, actor=Actor.system())
    CancellationPlanItem.objects.filter(pk__in=[row[0] for row in ready]).update(
        outcome=ItemOutcome.REFUNDED, closed_at=timezone.now()
    )


def _move(
    plans: Collection[CancellationPlan], status: PlanStatus, kind: str
) -> list[CancellationPlan]:
    """Bring plans to a status, with a line of the log; those that were not there before."""
    moved = [plan for plan in plans if plan.status != status]
    ended_at = timezone.now() if status == PlanStatus.COMPLETED else None
    for plan in moved:
        plan.status, plan.ended_at = status, ended_at
    CancellationPlan.objects.filter(pk__in=[plan.pk for plan in moved]).update(
        status=status, ended_at=ended_at
    )
    write_lines(
        Line(
            plan.order_id,
            kind,
            Actor.system(),
            changes={"plan": (None, plan.pk)},
            cause=_cause(plan.pk),
        )
        for plan in moved
    )
    return moved


def _cause(plan_id: int) -> str:
    return f"plan:{plan_id}"
