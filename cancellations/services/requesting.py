"""Asking to cancel an item or to give it back: what customers and channels do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from stdnum import iban as ibans

from cancellations.models import CancellationReason, CancellationRequest
from cancellations.planning.accounts import about_accounts
from cancellations.planning.objections import About, Objection, Refused
from cancellations.planning.rules import about_item
from cancellations.planning.standing import read_standing
from cancellations.planning.wishes import ItemWish, Wish
from cancellations.states import PlanType, Source
from omnitron.accounts.permissions import require
from omnitron.core.errors import NotFound
from omnitron.core.formats import count_text
from orders.access import lock_order
from orders.events import Actor, record
from orders.models import OrderEvent, OrderItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omnitron.accounts.models import User
    from orders.models import ShippingCompany

LONGEST_DESCRIPTION = 1_000
PERMISSION = "cancellations.cancel_items"
_SAID = (
    *("request_type", "description", "quantity", "iban", "holder_name"),
    *("return_company_id", "return_tracking_number"),
)


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: the type, why, how many pieces, and what else is to know.

    Without a quantity it is about the whole line.
    """

    request_type: PlanType
    reason_id: int | None
    description: str = ""
    quantity: int | None = None
    iban: str = ""
    holder_name: str = ""
    return_company: ShippingCompany | None = None
    return_tracking_number: str = ""


@transaction.atomic
def ask_once(*, actor: User, item_id: int, asked: Asked) -> tuple[CancellationRequest, bool]:
    """Record what a sales channel asks for, and whether that is new.

    What it has asked for just so, and still waits, is given again: clients repeat what got no
    answer. Raises as `make_request` does.
    """
    require(actor, PERMISSION)
    item = _item(actor, item_id)
    lock_order(actor, item.order.number)
    waiting = CancellationRequest.objects.waiting().filter(item=item, source=Source.API).first()
    if waiting is not None and _says(waiting, item, asked):
        return waiting, False
    return make_request(actor=actor, item_id=item_id, asked=asked, source=Source.API), True


@transaction.atomic
def make_request(
    *, actor: User, item_id: int, asked: Asked, source: Source = Source.CUSTOMER_REQUEST
) -> CancellationRequest:
    """Record what was asked for; it waits until a plan answers it or somebody rejects it.

    Raises `NotFound` for an item that the actor may not see, and `Refused` with everything that
    speaks against it.
    """
    require(actor, PERMISSION)
    item = _item(actor, item_id)
    standing = read_standing(lock_order(actor, item.order.number))
    item = next(line for line in standing.items if line.pk == item_id)
    wish = _wish(item, asked)
    reasons = CancellationReason.objects.usable_by(source, asked.request_type)
    known = {reason.pk: reason for reason in reasons}
    told = [
        Objection(f"{item.name}: {text}.", item.pk, about)
        for text, about in about_item(standing, wish, wish.items[0], item, known)
    ]
    objections = [*told, *about_accounts(wish), *_about_texts(item, asked), *_about_others(item)]
    reason = known.get(asked.reason_id or 0)
    if objections or reason is None:
        raise Refused(objections)
    request = _request(item, asked, wish)
    request.reason, request.source = reason, source
    request.save(force_insert=True)
    record(
        item.order,
        OrderEvent.Kind.REQUEST_MADE,
        actor=Actor.of(actor),
        item=item,
        changes={"request": (None, request.pk)},
    )
    return request


def _item(actor: User, item_id: int) -> OrderItem:
    items = OrderItem.objects.visible_to(actor).select_related("order")
    item: OrderItem | None = items.filter(pk=item_id).first()
    if item is None:
        raise NotFound(_("There is no order line %(id)s.") % {"id": item_id})
    return item


def _says(request: CancellationRequest, item: OrderItem, asked: Asked) -> bool:
    same = _request(item, asked, _wish(item, asked))
    told = all(getattr(same, name) == getattr(request, name) for name in _SAID)
    return told and asked.reason_id == request.reason_id


def _wish(item: OrderItem, asked: Asked) -> Wish:
    quantity = item.quantity if asked.quantity is None else asked.quantity
    entry = ItemWish(item.pk, quantity, asked.reason_id, note=asked.description)
    iban = ibans.compact(asked.iban)
    return Wish(plan_type=asked.request_type, items=(entry,), iban=iban)


def _about_texts(item: OrderItem, asked: Asked) -> Iterator[Objection]:
    texts = (asked.description, asked.holder_name, asked.return_tracking_number)
    if len(asked.description) > LONGEST_DESCRIPTION:
        told = _("%(name)s: the description has %(length)s characters; %(most)s fit.")
        yield Objection(
            told
            % {
                "name": item.name,
                "length": count_text(len(asked.description)),
                "most": count_text(LONGEST_DESCRIPTION),
            },
            item.pk,
            About.NOTE,
        )
    if any("\0" in text for text in texts):
        told = _("%(name)s: a text of the request has a character that is not text.")
        yield Objection(told % {"name": item.name}, item.pk, About.NOTE)


def _about_others(item: OrderItem) -> Iterator[Objection]:
    other = CancellationRequest.objects.waiting().filter(item=item).first()
    if other is not None:
        told = _("%(name)s: request %(request)s waits for an answer already.")
        yield Objection(told % {"name": item.name, "request": other.pk}, item.pk)


def _request(item: OrderItem, asked: Asked, wish: Wish) -> CancellationRequest:
    return CancellationRequest(
        order_id=item.order_id,
        item=item,
        request_type=asked.request_type,
        description=asked.description.strip(),
        quantity=wish.items[0].quantity,
        iban=wish.iban,
        holder_name=asked.holder_name.strip(),
        return_company=asked.return_company,
        return_tracking_number=asked.return_tracking_number.strip(),
    )
