"""From what was typed to what is asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cancellations.planning.charges import rest_of
from cancellations.planning.objections import About, Objection, Refused
from cancellations.planning.wishes import ItemWish, Wish
from omnitron.core.errors import Refusal
from omnitron.panel.order_detail.plans.amounts_typed import (
    LONGEST_QUOTED,
    as_fine_as,
    read_amount,
)
from omnitron.panel.order_detail.plans.typed import What, number_in

if TYPE_CHECKING:
    from cancellations.planning.standing import Standing
    from omnitron.panel.order_detail.plans.typed import Typed
    from orders.models import OrderItem


def wish_of(typed: Typed, standing: Standing) -> Wish:
    """What is asked for. Raises `Refused` for texts that are no amounts."""
    wish = Wish(
        plan_type=typed.plan_type,
        note=typed.text("note"),
        refund_invoice_number=typed.text("refund_invoice_number"),
        iban=typed.text("iban"),
        holder_name=typed.text("holder_name"),
        reason_id=number_in(typed.text("reason")),
        shares=_shares(typed, standing.order.currency),
        requests=tuple(typed.requests),
    )
    if typed.what == What.SHIPPING:
        return replace(wish, only_shipping=True)
    if typed.what == What.REST:
        return replace(wish, rest=_rest(typed, standing.order.currency))
    if typed.what == What.ENTIRE and not standing.items:
        return replace(wish, rest=rest_of(standing))
    return replace(wish, items=_items(typed, standing))


def _shares(typed: Typed, currency: str) -> dict[int, Decimal]:
    try:
        return {key: as_fine_as(amount, currency) for key, amount in typed.shares.items()}
    except Refusal as refusal:
        raise Refused([Objection(str(refusal), about=About.SPLIT)]) from None


def _rest(typed: Typed, currency: str) -> Decimal:
    try:
        return as_fine_as(read_amount(typed.text("rest")) or Decimal(0), currency)
    except Refusal as refusal:
        raise Refused([Objection(str(refusal), about=About.REST)]) from None


def _items(typed: Typed, standing: Standing) -> tuple[ItemWish, ...]:
    whole = typed.what == What.ENTIRE
    keys = [item.pk for item in standing.unshipped] if whole else typed.chosen
    items = {item.pk: item for item in standing.items}
    wishes: list[ItemWish] = []
    objections: list[Objection] = []
    for pk in keys:
        try:
            wish = _item(typed, pk, items.get(pk), all_pieces=whole)
            if wish.amount is not None:
                as_fine_as(wish.amount, standing.order.currency)
            wishes.append(wish)
        except Refused as refused:
            objections += refused.objections
        except Refusal as refusal:
            objections.append(Objection(str(refusal), pk, About.AMOUNT))
    if objections:
        raise Refused(objections)
    return tuple(wishes)


def _item(typed: Typed, pk: int, item: OrderItem | None, *, all_pieces: bool) -> ItemWish:
    texts = typed.of_item(pk)
    quantity = item.quantity if item else 1
    if item and typed.asks_for_pieces(pk) and not all_pieces:
        quantity = _pieces(texts.quantity, item)
    return ItemWish(
        item_id=pk,
        quantity=quantity,
        reason_id=number_in(texts.reason or typed.text("reason")),
        note=texts.note,
        amount=read_amount(texts.amount),
    )


def _pieces(text: str, item: OrderItem) -> int:
    """How many pieces a text says. An emptied field is not “all of them”."""
    number = number_in(text)
    if number is not None:
        return number
    sentence = _("%(name)s: “%(text)s” is no number of pieces. Type a whole one, 1 to %(count)s.")
    if not text:
        sentence = _("%(name)s: type how many pieces go, 1 to %(count)s.")
    quoted = Truncator(text).chars(LONGEST_QUOTED)
    values = {"name": item.name, "text": quoted, "count": item.quantity}
    raise Refused([Objection(sentence % values, item.pk, About.QUANTITY)])
