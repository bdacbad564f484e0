"""An order without items has a status of its own, which plans for its rest hold and let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancellations.models import CancellationPlan
from cancellations.states import OPEN_PLAN, PlanStatus
from orders.models import Order
from orders.states import Status

if TYPE_CHECKING:
    from django.db.models import QuerySet


def holding_order(order_id: int) -> QuerySet[CancellationPlan]:
    """The plans that took an order without items, whatever became of them."""
    return CancellationPlan.objects.filter(order=order_id, order_status_before__isnull=False)


def let_order_go(plan: CancellationPlan) -> None:
    """Bring an order without items on once a plan has ended; any other order is left alone.

    It waits as long as another plan holds it, and is canceled as soon as one was completed.
    """
    if plan.order_status_before is None:
        return
    others = holding_order(plan.order_id).exclude(pk=plan.pk)
    status = plan.order_status_before
    if others.filter(status__in=OPEN_PLAN).exists():
        status = Status.CANCELLATION_WAITING
    elif plan.status == PlanStatus.COMPLETED or others.filter(status=PlanStatus.COMPLETED).exists():
        status = Status.CANCELED
    Order.objects.filter(pk=plan.order_id).update(status=status)
