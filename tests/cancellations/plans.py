"""Plans brought to where a test needs them, by the moves that lead there."""

from django.utils import timezone

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.states import PLAN_MOVES, ItemOutcome, PlanStatus
from tests.factories import CancellationPlanFactory, CancellationPlanItemFactory


def plan_at(status, **values):
    """A plan that took the shortest way to a status."""
    plan = CancellationPlanFactory(**values)
    for new in path_to(status):
        CancellationPlan.objects.filter(pk=plan.pk).update(status=new)
    plan.refresh_from_db()
    return plan


def refunded(item, amount):
    """Let a plan have given an amount back for an item; the item keeps its status."""
    plan_item = CancellationPlanItemFactory(item=item, amount=amount)
    CancellationPlanItem.objects.filter(pk=plan_item.pk).update(
        outcome=ItemOutcome.REFUNDED, closed_at=timezone.now()
    )


def path_to(status):
    """The moves from the beginning to a status."""
    paths = {PlanStatus.WAITING: []}
    queue = [PlanStatus.WAITING]
    for here in queue:
        for new in PlanStatus:
            if PLAN_MOVES.allows(here, new) and new not in paths:
                paths[new] = [*paths[here], new]
                queue.append(new)
    return paths[status]
