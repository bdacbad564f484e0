"""What a client asks for of an order: lines by key, all that can be canceled, or the fee alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cancellations.planning.charges import rest_of
from cancellations.planning.objections import About, Objection, Refused
from cancellations.planning.wishes import ItemWish, Wish
from cancellations.states import PlanType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from cancellations.planning.standing import Standing
    from orders.models import OrderItem


@dataclass(frozen=True)
class AskedOfOrder:
    """What is asked for; reasons and accounts stand under the keys of their lines, as texts.

    `shipping` asks for the shipping fee, too, or alone where no line is named.
    """

    item_ids: tuple[int, ...] = ()
    whole: bool = False
    shipping: bool = False
    reasons: Mapping[str, int] = field(default_factory=dict)
    ibans: Mapping[str, str] = field(default_factory=dict)
    holder_names: Mapping[str, str] = field(default_factory=dict)
    refund_invoice_number: str = ""
    note: str = ""

    def reason_of(self, item_id: int) -> int | None:
        """Why a line goes, as far as that was said."""
        return self.reasons.get(str(item_id))

    @property
    def only_reason(self) -> int | None:
        """The reason of what has no lines, under whatever key; none where there are several."""
        return next(iter(self.reasons.values())) if len({*self.reasons.values()}) == 1 else None

    def account_of(self, item_id: int) -> tuple[str, str]:
        """The IBAN for a line, and who holds the account."""
        key = str(item_id)
        return self.ibans.get(key, ""), self.holder_names.get(key, "")


def lines_of(standing: Standing, asked: AskedOfOrder) -> tuple[OrderItem, ...]:
    """The lines that are asked for, some of which may be in plans already.

    Raises `Refused` for lines of other orders, and where the whole order cannot be canceled.
    """
    if asked.whole:
        _refuse_shipped(standing)
        return standing.unshipped
    known = {item.pk: item for item in standing.items}
    text = _("There is no order line %(id)s in this order.")
    unknown = [pk for pk in asked.item_ids if pk not in known]
    if unknown:
        raise Refused([Objection(text % {"id": pk}, pk) for pk in unknown])
    return tuple(known[pk] for pk in dict.fromkeys(asked.item_ids))


def wish_of(
    standing: Standing,
    asked: AskedOfOrder,
    lines: Collection[OrderItem],
    *,
    type_without_lines: PlanType,
) -> Wish:
    """The wish for these lines; without any, for the rest or the fee.

    Raises `Refused` where cancellations and returns are mixed, and where nothing is asked for.
    """
    wish = Wish(note=asked.note, refund_invoice_number=asked.refund_invoice_number)
    if lines:
        return replace(wish, plan_type=_type_of(lines), **_lines_wished(asked, lines))
    if asked.whole and standing.items:
        raise Refused([Objection(_("Nothing of this order is left to cancel."))])
    if not (asked.whole or asked.shipping):
        text = _("Name order lines in cancel_items, or ask for is_all or is_cargo_refund.")
        raise Refused([Objection(text)])
    if len({*asked.reasons.values()}) > 1:
        raise Refused([Objection(_("No line is named, so give one reason."), about=About.REASON)])
    wish = replace(
        wish, plan_type=type_without_lines, reason_id=asked.only_reason, **_only_account(asked)
    )
    if asked.whole:
        return replace(wish, rest=rest_of(standing))
    return replace(wish, only_shipping=True)


def _refuse_shipped(standing: Standing) -> None:
    shipped = [item for item in standing.live if item.has_left]
    if shipped:
        text = _("%(items)s cannot be canceled any more: name the other lines in cancel_items.")
        raise Refused([Objection(text % {"items": _named(shipped)})])


def _type_of(lines: Collection[OrderItem]) -> PlanType:
    shipped = [item.pk for item in lines if item.has_left]
    if shipped and len(shipped) < len(lines):
        text = _("One plan never mixes cancellations with returns: %(items)s.")
        raise Refused([Objection(text % {"items": _named(lines)})])
    return PlanType.REFUND if shipped else PlanType.CANCEL


def _named(items: Iterable[OrderItem]) -> str:
    told = [f"{item.pk} {item.name} ({item.get_status_display()})" for item in items]
    return get_text_list(told, _("and"))


def _lines_wished(asked: AskedOfOrder, lines: Collection[OrderItem]) -> dict[str, Any]:
    """The lines with their reasons; an account that all of them have is that of the whole plan."""
    accounts = {asked.account_of(item.pk) for item in lines}
    shared = accounts.pop() if len(accounts) == 1 else None
    items = []
    for item in lines:
        iban, holder_name = ("", "") if shared else asked.account_of(item.pk)
        reason_id = asked.reason_of(item.pk)
        entry = ItemWish(item.pk, item.quantity, reason_id, iban=iban, holder_name=holder_name)
        items.append(entry)
    iban, holder_name = shared or ("", "")
    return {"items": tuple(items), "iban": iban, "holder_name": holder_name}


def _only_account(asked: AskedOfOrder) -> dict[str, Any]:
    named = {"iban": asked.ibans, "holder_name": asked.holder_names}
    return {name: next(iter(of.values())) for name, of in named.items() if len({*of.values()}) == 1}
