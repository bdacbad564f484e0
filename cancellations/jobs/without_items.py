"""An order without items has a status of its own, which its plans hold and let go."""

from __future__ import annotations

from cancellations.models import CancellationPlan
from cancellations.states import OPEN_PLAN, PlanStatus
from orders.models import Order
from orders.states import Status


def let_order_go(plan: CancellationPlan) -> None:
    """Bring an order without items on once a plan has ended; any other order is left alone.

    It waits as long as another plan holds it, and is canceled as soon as one was completed.
    """
    if plan.order_status_before is None:
        return
    others = CancellationPlan.objects.filter(order=plan.order_id).exclude(pk=plan.pk)
    status = plan.order_status_before
    if others.filter(status__in=OPEN_PLAN).exists():
        status = Status.CANCELLATION_WAITING
    elif plan.status == PlanStatus.COMPLETED or others.filter(status=PlanStatus.COMPLETED).exists():
        status = Status.CANCELED
    Order.objects.filter(pk=plan.order_id).update(status=status)
