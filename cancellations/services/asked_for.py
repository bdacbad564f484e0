"""A plan that answers requests: they must still wait when it is made, and be about its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cancellations.models import CancellationRequest
from cancellations.planning.accounts import account_of, short_iban
from cancellations.planning.objections import About, Objection, Refused
from cancellations.states import RequestStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cancellations.planning.wishes import Wish
    from omnitron.accounts.models import User
    from orders.models import Order


def require_unanswered(order: Order, wish: Wish, actor: User) -> list[CancellationRequest]:
    """The requests that a wish answers.

    Raises `Refused` if one was answered, asks for something else, or names another account than the
    wish, unless Finance says so. The type may be another one: what was to be canceled may have been
    shipped meanwhile.
    """
    requests = CancellationRequest.objects.filter(pk__in=wish.requests, order=order)
    found = {request.pk: request for request in requests.select_related("item")}
    objections = list(_objections(found, wish))
    if not actor.has_perm("payments.make_refunds"):
        objections += _about_accounts(found.values(), wish)
    if objections:
        raise Refused(objections)
    return list(found.values())


def _objections(found: Mapping[int, CancellationRequest], wish: Wish) -> Iterator[Objection]:
    wished = {entry.item_id for entry in wish.items}
    for pk in wish.requests:
        request = found.get(pk)
        if request is None:
            yield Objection(_("There is no request %(request)s.") % {"request": pk})
        elif request.status == RequestStatus.REJECTED:
            text = _(
                "Request %(request)s was rejected meanwhile: %(reason)s Open the order again to go"
                " on without it."
            )
            told = text % {"request": pk, "reason": f"“{request.rejection}”."}
            yield Objection(told, request.item_id)
        elif request.status != RequestStatus.WAITING:
            text = _("Request %(request)s was answered by plan %(plan)s meanwhile.")
            yield Objection(text % {"request": pk, "plan": request.plan_id}, request.item_id)
        elif request.item_id not in wished:
            text = _("Request %(request)s asks about %(name)s: tick it, or open the order again.")
            told = text % {"request": pk, "name": request.item.name}
            yield Objection(told, request.item_id)


def _about_accounts(requests: Iterable[CancellationRequest], wish: Wish) -> Iterator[Objection]:
    wished = {entry.item_id: account_of(wish, entry) for entry in wish.items}
    for request in requests:
        account = {"iban": request.iban, "holder_name": request.holder_name}
        given = wished.get(request.item_id, account)
        if request.iban and given["iban"] and given != account:
            text = _(
                "Request %(request)s names the account %(iban)s of %(holder)s: only Finance may put"
                " another one in its place. Put it back, or ask Finance."
            )
            shown = {"iban": short_iban(request.iban), "holder": request.holder_name}
            yield Objection(text % {"request": request.pk, **shown}, request.item_id, About.IBAN)
