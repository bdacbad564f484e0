"""Saying no to requests: nothing comes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.access import get_requests
from cancellations.models import CancellationRequest
from cancellations.states import RequestStatus
from omnitron.accounts.permissions import require
from omnitron.core.errors import Conflict, Refusal
from orders.access import lock_order
from orders.events import Actor, record
from orders.models import Order, OrderEvent

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User

LONGEST_REASON = 1_000


@transaction.atomic
def reject_requests(*, actor: User, request_ids: Collection[int], reason: str) -> None:
    """Reject requests that wait, of one order or of several: all of them or none.

    Raises `NotFound` for a stranger's request, `Refusal` without a reason, and `Conflict`
    for a request that does not wait any more.
    """
    require(actor, "cancellations.cancel_items")
    reason = reason.strip()
    if not request_ids:
        raise Refusal(_("Tick the requests first."))
    if not reason or "\0" in reason or len(reason) > LONGEST_REASON:
        raise Refusal(_("Say why in up to 1,000 characters: the order log keeps the reason."))
    order_ids = {request.order_id for request in get_requests(actor, request_ids)}
    list(Order.objects.filter(pk__in=order_ids).order_by("pk").select_for_update(no_key=True))
    for request in _locked(request_ids):
        require_waiting(request)
        request.status = RequestStatus.REJECTED
        request.rejected_by, request.rejected_at = actor, timezone.now()
        request.rejection = reason
        request.save(update_fields=["status", "rejected_by", "rejected_at", "rejection"])
        record(
            request.order,
            OrderEvent.Kind.REQUEST_REJECTED,
            actor=Actor.of(actor),
            item=request.item,
            changes={"request": (request.pk, None)},
            note=reason,
        )


@transaction.atomic
def reject_request(*, actor: User, request_id: int, reason: str) -> CancellationRequest:
    """Reject one request; what the same person said just so before changes nothing.

    Raises as `reject_requests` does.
    """
    require(actor, "cancellations.cancel_items")
    (request,) = get_requests(actor, [request_id])
    lock_order(actor, request.order.number)
    (request,) = get_requests(actor, [request_id])
    said = (request.status, request.rejected_by_id, request.rejection)
    if said != (RequestStatus.REJECTED, actor.pk, reason.strip()):
        reject_requests(actor=actor, request_ids=[request_id], reason=reason)
        request.refresh_from_db()
    return request


def require_waiting(request: CancellationRequest) -> None:
    """Raise `Conflict` for a request that was answered."""
    if request.status != RequestStatus.WAITING:
        raise Conflict(
            _("Request %(request)s (%(name)s) does not wait any more: it is %(status)s.")
            % {
                "request": request.pk,
                "name": request.item.name,
                "status": request.get_status_display().lower(),
            }
        )


def _locked(request_ids: Collection[int]) -> list[CancellationRequest]:
    requests = CancellationRequest.objects.filter(pk__in=request_ids).order_by("pk")
    requests = requests.select_related("order", "item")
    return list(requests.select_for_update(of=("self",), no_key=True))
