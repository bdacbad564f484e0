"""What is asked for in a scene: which lines go, why, and where money goes by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cancellations.planning.accounts import needs_account
from cancellations.planning.charges import rest_of
from cancellations.planning.standing import read_standing
from cancellations.planning.wishes import ItemWish, Wish
from omnitron.core.money import round_to_currency
from omnitron.demo.lists import plans as words
from omnitron.demo.plans.scenes import Goes
from payments.methods import method_of

if TYPE_CHECKING:
    from random import Random

    from cancellations.models import CancellationReason
    from omnitron.demo.plans.orders import Candidate
    from omnitron.demo.plans.scenes import Scene
    from orders.models import OrderItem


def wish_for(
    scene: Scene, candidate: Candidate, reasons: dict[str, list[CancellationReason]], draw: Random
) -> Wish:
    """The wish of a scene for an order."""
    reason = draw.choice(reasons[scene.plan_type])
    note = draw.choice(words.NOTES[scene.plan_type]) if reason.extra_information_needed else ""
    account = _account(candidate)
    if scene.goes == Goes.REST:
        rest = rest_of(read_standing(candidate.order))
        return Wish(rest=rest, reason_id=reason.pk, note=note, **account)
    if scene.goes == Goes.SHIPPING:
        return Wish(only_shipping=True, reason_id=reason.pk, note=note, **account)
    items = tuple(_item(scene.goes, item, reason, note) for item in _lines(scene, candidate))
    return Wish(plan_type=scene.plan_type, items=items, **account)


def _lines(scene: Scene, candidate: Candidate) -> tuple[OrderItem, ...]:
    whole = scene.goes in (Goes.WHOLE, Goes.LOWERED)
    return candidate.items if whole else candidate.items[:1]


def _item(goes: Goes, item: OrderItem, reason: CancellationReason, note: str) -> ItemWish:
    if goes == Goes.LOWERED:
        amount = round_to_currency(item.paid_amount * 9 / 10, item.order.currency)
        return ItemWish(item.pk, item.quantity, reason.pk, note=words.LOWERED, amount=amount)
    pieces = 1 if goes == Goes.PIECE else item.quantity
    return ItemWish(item.pk, pieces, reason.pk, note=note)


def _account(candidate: Candidate) -> dict[str, Any]:
    if not any(needs_account(payment, method_of(payment)) for payment in candidate.payments):
        return {}
    order = candidate.order
    return {
        "iban": words.ACCOUNTS.get(order.currency, words.OTHER_ACCOUNT),
        "holder_name": f"{order.first_name} {order.last_name}",
    }
