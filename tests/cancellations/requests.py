"""Requests brought to where a test needs them, by the moves that lead there."""

from django.utils import timezone

from cancellations.models import CancellationRequest
from cancellations.services.requesting import Asked, make_request
from cancellations.states import REQUEST_MOVES, PlanType, RequestStatus
from tests.factories import CancellationPlanFactory, CancellationRequestFactory


def ask(shop, item, *, plan_type=PlanType.CANCEL, actor=None, **values):
    """What a customer asks of an item, for the shop's reason of that type."""
    values = {"reason_id": shop.reasons[plan_type].pk, **values}
    asked = Asked(request_type=plan_type, **values)
    return make_request(actor=actor or shop.operator, item_id=item.pk, asked=asked)


def request_at(status, **values):
    """A request that took the shortest way to a status."""
    request = CancellationRequestFactory(**values)
    plan = CancellationPlanFactory(order=request.order)
    for new in path_to(status):
        move(request, new, plan)
    request.refresh_from_db()
    return request


def move(request, new, plan):
    """Bring a request to a status, with all that goes with it."""
    rejected = new == RequestStatus.REJECTED
    CancellationRequest.objects.filter(pk=request.pk).update(
        status=new,
        plan=None if new == RequestStatus.WAITING else plan,
        rejected_at=timezone.now() if rejected else None,
    )


def path_to(status):
    """The moves from the beginning to a status."""
    paths = {RequestStatus.WAITING: []}
    queue = [RequestStatus.WAITING]
    for here in queue:
        for new in RequestStatus:
            if REQUEST_MOVES.allows(here, new) and new not in paths:
                paths[new] = [*paths[here], new]
                queue.append(new)
    return paths[status]


def at(request):
    """Where a request is by now: its status and its plan."""
    request.refresh_from_db()
    return request.status, request.plan
