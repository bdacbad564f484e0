"""What becomes of requests as the plans that answer them are made and go on."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from django.utils import timezone

from cancellations.models import CancellationRequest
from cancellations.states import IN_PLAN, Confirmation, PlanStatus, RequestStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cancellations.models import CancellationPlan
    from cancellations.querysets import RequestQuerySet
    from orders.models import OrderItem


def answer_requests(plan: CancellationPlan, lines: Mapping[int, OrderItem]) -> None:
    """Approve what waits for the items of a new plan, whoever made it.

    `lines` has the line that goes for each line that was asked for: another one where some pieces
    stay. What was asked for beyond them waits on, as a request of its own.
    """
    waiting = CancellationRequest.objects.waiting().filter(item__in=lines).order_by("pk")
    requests = [
        _of_line(request, lines[request.item_id])
        for request in waiting.select_for_update(of=("self",), no_key=True)
    ]
    due = plan.confirmation == Confirmation.DUE
    for request in requests:
        request.status = RequestStatus.WAITING_APPROVAL if due else RequestStatus.APPROVED
        request.plan = plan
    if requests:
        CancellationRequest.objects.bulk_update(requests, ["item", "status", "plan"])


def confirm_requests(plan: CancellationPlan) -> None:
    """The seller has agreed to the plan."""
    due = CancellationRequest.objects.filter(plan=plan, status=RequestStatus.WAITING_APPROVAL)
    due.update(status=RequestStatus.CONFIRMED)


def complete_requests(plans: Collection[CancellationPlan]) -> None:
    """The plans were completed; one that was completed before changes nothing."""
    answered = CancellationRequest.objects.filter(plan__in=plans, status__in=IN_PLAN)
    answered.update(status=RequestStatus.COMPLETED)


def let_requests_go(plan: CancellationPlan, note: str) -> None:
    """Let the requests of a withdrawn plan wait again, and reject those of a rejected one."""
    if plan.status == PlanStatus.WITHDRAWN:
        _in_plan(plan).update(status=RequestStatus.WAITING, plan=None)
        return
    _in_plan(plan).update(
        status=RequestStatus.REJECTED,
        rejected_by=plan.confirmed_by,
        rejected_at=timezone.now(),
        rejection=note,
    )


def _in_plan(plan: CancellationPlan) -> RequestQuerySet:
    return CancellationRequest.objects.filter(plan=plan, status__in=IN_PLAN)


def _of_line(request: CancellationRequest, line: OrderItem) -> CancellationRequest:
    """The request for the line that goes, or the part of it that the line can answer."""
    if line.pk == request.item_id:
        return request
    if request.quantity > line.quantity:
        part = copy(request)
        part.pk, part._state.adding = None, True
        request.quantity -= line.quantity
        request.save(update_fields=["quantity"])
        part.quantity, part.item = line.quantity, line
        part.save(force_insert=True)
        # When somebody asked is not when it was divided.
        CancellationRequest.objects.filter(pk=part.pk).update(created_at=request.created_at)
        return part
    request.item = line
    return request
