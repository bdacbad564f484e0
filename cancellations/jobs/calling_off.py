"""Calling a plan off: its items live on, its money is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cancellations.jobs.answering import let_requests_go
from cancellations.jobs.without_items import let_order_go
from cancellations.models import CancellationPlan, PlanRefund
from cancellations.states import ItemOutcome, PlanStatus
from omnitron.core import causes
from orders.events import record
from orders.models import OrderItem
from orders.services.following import follow_packages
from orders.services.holding import let_items_go
from orders.services.rolling_up import roll_up
from payments.jobs.voiding import mark_to_void
from payments.services.setting_aside import release

if TYPE_CHECKING:
    from orders.events import Actor

CancelStatus = OrderItem.CancelStatus


def call_off_plan(
    plan: CancellationPlan, status: PlanStatus, kind: str, *, actor: Actor, note: str = ""
) -> None:
    """Withdraw or reject a waiting plan; the caller holds its locks."""
    rejected = status == PlanStatus.REJECTED
    item_ids = list(plan.items.order_by("item_id").values_list("item_id", flat=True))
    with causes.because_of(f"plan:{plan.pk}"):
        if item_ids:
            word = CancelStatus.REJECTED if rejected else None
            let_items_go(item_ids, cancel_status=word, actor=actor)
            follow_packages(item_ids, actor=actor)
        now = timezone.now()
        # Only now: an item leaves Cancellation waiting while its plan is open.
        plan.items.update(outcome=ItemOutcome.RELEASED, closed_at=now)
        plan.status = status
        plan.ended_at = now
        plan.save(update_fields=["status", "ended_at"])
        # Only now: a refund is released once its plan is called off.
        release(PlanRefund.objects.filter(plan=plan).values_list("refund_id", flat=True))
        let_order_go(plan)
        let_requests_go(plan, note)
        record(plan.order, kind, actor=actor, changes={"plan": (plan.pk, None)}, note=note)
    roll_up([plan.order_id])
    # Where this plan alone still held an order without items.
    mark_to_void([plan.order_id])
