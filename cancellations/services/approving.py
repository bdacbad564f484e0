"""Which requests one plan can answer, and answering one as it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cancellations.access import get_requests
from cancellations.planning.wishes import ItemWish, Wish
from cancellations.services.planning import make_plan
from cancellations.services.rejecting import require_waiting
from cancellations.states import PlanType, RequestStatus, Source
from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from orders.access import lock_order

if TYPE_CHECKING:
    from collections.abc import Collection

    from cancellations.models import CancellationRequest
    from omnitron.accounts.models import User


def requests_for_one_plan(
    *, actor: User, request_ids: Collection[int]
) -> list[CancellationRequest]:
    """The requests, if one plan can answer them all; nothing happens to them yet.

    Raises `NotFound` for a stranger's request, and `Refusal` if they are of several orders, mix
    cancellations with returns, name several accounts, or do not wait any more.
    """
    require(actor, "cancellations.cancel_items")
    if not request_ids:
        raise Refusal(_("Tick the requests first."))
    requests = get_requests(actor, request_ids)
    for request in requests:
        require_waiting(request)
    _require_one_order(requests)
    _require_one_type(requests)
    _require_one_account(requests)
    return requests


@transaction.atomic
def approve_request(*, actor: User, request_id: int) -> CancellationRequest:
    """Make the plan that a request asks for, due at once.

    Once the same person has approved it, it is given as it is now: clients repeat what got no
    answer. Raises as `requests_for_one_plan` and `make_plan` do.
    """
    require(actor, "cancellations.cancel_items")
    (request,) = get_requests(actor, [request_id])
    lock_order(actor, request.order.number)
    # What was read before the lock may be over.
    (request,) = get_requests(actor, [request_id])
    if request.status != RequestStatus.REJECTED and _was_answered_by(actor, request):
        return request
    requests_for_one_plan(actor=actor, request_ids=[request_id])
    make_plan(
        actor=actor,
        number=request.order.number,
        wish=_wish_of(request),
        source=Source.CUSTOMER_REQUEST,
        key=uuid4(),
        undo_seconds=0,
    )
    request.refresh_from_db()
    return request


def _was_answered_by(actor: User, request: CancellationRequest) -> bool:
    return request.plan is not None and request.plan.created_by_id == actor.pk


def _wish_of(request: CancellationRequest) -> Wish:
    line = ItemWish(request.item_id, request.quantity, request.reason_id, note=request.description)
    return Wish(
        plan_type=PlanType(request.request_type),
        items=(line,),
        iban=request.iban,
        holder_name=request.holder_name,
        requests=(request.pk,),
    )


def _require_one_order(requests: Collection[CancellationRequest]) -> None:
    numbers = sorted({request.order.number for request in requests})
    if len(numbers) > 1:
        text = _("One plan is for one order, and these are of orders %(numbers)s.")
        raise Refusal(text % {"numbers": get_text_list(numbers, _("and"))})


def _require_one_type(requests: Collection[CancellationRequest]) -> None:
    if len({request.request_type for request in requests}) > 1:
        named = [
            f"{request.item.name} ({request.get_request_type_display()})" for request in requests
        ]
        text = _("One plan never mixes cancellations with returns: %(items)s.")
        raise Refusal(text % {"items": get_text_list(named, _("and"))})


def _require_one_account(requests: Collection[CancellationRequest]) -> None:
    accounts = {request.iban: request.pk for request in requests if request.iban}
    if len(accounts) > 1:
        named = [f"{iban} ({pk})" for iban, pk in accounts.items()]
        text = _(
            "These requests name several accounts, so each needs a plan of its own: %(ibans)s."
        )
        raise Refusal(text % {"ibans": get_text_list(named, _("and"))})
