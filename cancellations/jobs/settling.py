"""Finishing a plan as far as its refunds have come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cancellations.access import locked_plan
from cancellations.jobs.answering import complete_requests
from cancellations.jobs.without_items import let_order_go
from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.states import IN_WORK, ItemOutcome, PlanStatus
from omnitron.core import causes
from orders.events import Actor, record
from orders.models import OrderEvent
from orders.services.holding import end_items
from orders.services.rolling_up import roll_up
from orders.states import Status
from payments.jobs.voiding import mark_to_void
from payments.models import Refund
from payments.states import RefundStatus
from payments.timing import given_up_before

if TYPE_CHECKING:
    from collections.abc import Collection


@transaction.atomic
def settle_plan(plan_id: int) -> None:
    """Bring a plan and its items in line with its refunds; may run any number of times.

    Items whose money is back are ended, each by itself; the plan is completed with the last one.
    """
    plan = locked_plan(plan_id)
    if plan.status not in IN_WORK:
        return
    refunds = Refund.objects.filter(plan_link__plan=plan)
    # Mostly none: whether a machine goes on with one is asked only where one is left.
    needed = list(refunds.set_aside().values_list("status", "plan_link__plan_item_id"))
    if needed and refunds.under_way(given_up_before(timezone.now())).exists():
        return
    with causes.because_of(f"plan:{plan.pk}"):
        _close_items(plan, needed)
        if needed:
            _move(plan, PlanStatus.MANUAL_REFUND_NEEDED, OrderEvent.Kind.MANUAL_REFUND_NEEDED)
        else:
            _move(plan, PlanStatus.COMPLETED, OrderEvent.Kind.PLAN_COMPLETED)


def _close_items(plan: CancellationPlan, needed: Collection[tuple[str, int | None]]) -> None:
    """End the items for which nothing is to be made any more."""
    # What is unknown was for all of them.
    if any(status == RefundStatus.UNKNOWN for status, _item in needed):
        return
    held = [plan_item_id or 0 for _status, plan_item_id in needed]
    closing = CancellationPlanItem.objects.filter(plan=plan, outcome=ItemOutcome.OPEN)
    ready = list(closing.exclude(pk__in=held).values_list("pk", "item_id", "item__status"))
    # After a refund was taken back the items are ended already.
    waiting = [item for _pk, item, status in ready if status == Status.CANCELLATION_WAITING]
    if waiting:
        end_items(waiting, actor=Actor.system())
    CancellationPlanItem.objects.filter(pk__in=[pk for pk, _item, _status in ready]).update(
        outcome=ItemOutcome.REFUNDED, closed_at=timezone.now()
    )
    roll_up([plan.order_id])


def _move(plan: CancellationPlan, status: PlanStatus, kind: str) -> None:
    if plan.status == status:
        return
    plan.status = status
    completed = status == PlanStatus.COMPLETED
    plan.ended_at = timezone.now() if completed else None
    plan.save(update_fields=["status", "ended_at"])
    if completed:
        let_order_go(plan)
        complete_requests(plan)
        mark_to_void(plan.order_id)
    record(plan.order, kind, actor=Actor.system(), changes={"plan": (None, plan.pk)})
