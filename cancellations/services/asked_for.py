"""A plan that answers requests: they must still wait when it is made, and be about its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cancellations.models import CancellationRequest
from cancellations.planning.objections import Objection, Refused
from cancellations.states import RequestStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cancellations.planning.wishes import Wish
    from orders.models import Order


def require_unanswered(order: Order, wish: Wish) -> None:
    """Raise `Refused` if a request that a wish answers was answered, or asks for something else.

    The type may be another one: what was to be canceled may have been shipped meanwhile.
    """
    objections = list(_objections(order, wish))
    if objections:
        raise Refused(objections)


def _objections(order: Order, wish: Wish) -> Iterator[Objection]:
    requests = CancellationRequest.objects.filter(pk__in=wish.requests, order=order)
    found = {request.pk: request for request in requests.select_related("item")}
    wished = {entry.item_id for entry in wish.items}
    for pk in wish.requests:
        request = found.get(pk)
        if request is None:
            yield Objection(_("There is no request %(request)s.") % {"request": pk})
        elif request.status == RequestStatus.REJECTED:
            text = _("Request %(request)s was rejected meanwhile: %(reason)s")
            told = text % {"request": pk, "reason": request.rejection}
            yield Objection(told, request.item_id)
        elif request.status != RequestStatus.WAITING:
            text = _("Request %(request)s was answered by plan %(plan)s meanwhile.")
            yield Objection(text % {"request": pk, "plan": request.plan_id}, request.item_id)
        elif request.item_id not in wished:
            text = _("Request %(request)s asks about %(name)s: tick it, or open the order again.")
            told = text % {"request": pk, "name": request.item.name}
            yield Objection(told, request.item_id)
