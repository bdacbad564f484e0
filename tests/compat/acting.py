"""What people and workers of the product do meanwhile, by the services that its pages call."""

from uuid import uuid4

from cancellations.jobs.executing import execute_plan
from cancellations.jobs.settling import settle_plans
from cancellations.models import CancellationPlan
from cancellations.planning.wishes import ItemWish, Wish
from cancellations.services.planning import make_plan
from cancellations.services.rejecting import reject_requests
from cancellations.states import Source
from orders.services.moving import move_items
from tests.factories import UserFactory


def operator_of(shop):
    """Somebody who works on the orders of the shop's channel."""
    return UserFactory(role="Operator", channels=[shop.channel])


def move(actor, items, *statuses):
    """Move lines through statuses."""
    for status in statuses:
        move_items(actor=actor, item_ids=list(items.values_list("pk", flat=True)), to=status)


def approve(actor, request):
    """Make the plan that answers a request; the plan."""
    entry = ItemWish(request.item_id, request.item.quantity, request.reason_id)
    wish = Wish(plan_type=request.request_type, items=(entry,), requests=(request.pk,))
    (plan,) = make_plan(
        actor=actor,
        number=request.order.number,
        wish=wish,
        source=Source.OPERATOR,
        key=uuid4(),
        undo_seconds=0,
    )
    return plan


def reject(actor, request):
    """Reject a request."""
    reject_requests(actor=actor, request_ids=[request.pk], reason="Too late")


def work():
    """What the workers do with plans that are due and need no gateway."""
    for plan in CancellationPlan.objects.filter(status="waiting"):
        execute_plan(plan.pk)
        settle_plans([plan.pk])
