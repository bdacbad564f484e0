"""What speaks against a wish, in one sentence each that names the item and the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cancellations.planning.accounts import about_accounts
from cancellations.planning.charges import gives_shipping_back, rest_of, shipping_alone
from cancellations.planning.objections import About, Objection, Refused
from cancellations.planning.pieces import divide
from cancellations.planning.texts import about_texts
from cancellations.states import PlanType
from omnitron.core.formats import money_text
from omnitron.core.money import round_to_currency
from orders.states import CORRECTABLE, FINAL, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from cancellations.models import CancellationReason
    from cancellations.planning.drafts import Draft, DraftItem
    from cancellations.planning.standing import Standing
    from cancellations.planning.wishes import ItemWish, Wish
    from orders.models import OrderItem


def check(standing: Standing, wish: Wish, reasons: Mapping[int, CancellationReason]) -> None:
    """Raise `Refused` with everything that speaks against a wish; `reasons` are those allowed."""
    objections = list(_objections(standing, wish, reasons))
    if objections:
        raise Refused(objections)


def check_amounts(drafts: Iterable[Draft], currency: str) -> None:
    """Raise `Refused` with what speaks against typed amounts beside what could go back."""
    entries = [entry for draft in drafts for entry in draft.items]
    objections = [
        Objection(f"{entry.item.name}: {text}.", entry.item.pk, about)
        for entry in entries
        for text, about in _about_what_could_go(entry, currency)
    ]
    if objections:
        raise Refused(objections)


def why_not(standing: Standing, item: OrderItem, plan_type: str) -> str:
    """Why an item cannot be canceled, or returned, now; '' if it can."""
    status = Status(item.status)
    if item.pk in standing.holders:
        return _("a plan for it is open")
    if status in FINAL:
        return _("it is %(status)s already") % {"status": status.label.lower()}
    if status not in CORRECTABLE:
        return _("its trade-in is settled elsewhere")
    shipped = status >= Status.SHIPPED
    if plan_type == PlanType.CANCEL and shipped:
        return _("it has been shipped: choose Return")
    if plan_type == PlanType.REFUND and not shipped:
        return _("it has not been shipped: choose Cancel")
    if (
        plan_type == PlanType.REFUND
        and item.non_returnable
        and not standing.strategy.all_items_refundable
    ):
        return _("the channel does not take this product back")
    return ""


def _objections(
    standing: Standing, wish: Wish, reasons: Mapping[int, CancellationReason]
) -> Iterator[Objection]:
    if wish.rest is not None:
        yield from _about_rest(standing, wish)
        yield from _about_reason(wish, reasons)
    elif wish.only_shipping:
        yield from _about_shipping(standing)
        yield from _about_reason(wish, reasons)
    else:
        yield from _about_items(standing, wish, reasons)
    yield from about_accounts(wish)
    yield from about_texts(wish)


def _about_reason(wish: Wish, reasons: Mapping[int, CancellationReason]) -> Iterator[Objection]:
    """A plan without items has one reason for all of it."""
    for text, about in _about_one_reason(wish.reason_id, wish.note, reasons):
        yield Objection(f"{capfirst(text)}.", about=about)


def _about_one_reason(
    reason_id: int | None, note: str, reasons: Mapping[int, CancellationReason]
) -> Iterator[tuple[str, About]]:
    reason = reasons.get(reason_id or 0)
    if reason_id is None:
        yield _("choose a reason"), About.REASON
    elif reason is None:
        yield _("this reason cannot be given here: choose one from the list"), About.REASON
    elif reason.extra_information_needed and not note.strip():
        text = _("the reason “%(reason)s” asks for more about it") % {"reason": reason}
        yield text, About.NOTE


def _about_rest(standing: Standing, wish: Wish) -> Iterator[Objection]:
    rest, currency = rest_of(standing), standing.order.currency
    amount = wish.rest
    if not rest:
        yield Objection(_("Nothing of this order was paid beyond what it costs."))
    elif amount is None or amount <= 0 or amount != round_to_currency(amount, currency):
        yield Objection(
            _("Type how much of the %(rest)s goes back.") % {"rest": money_text(rest, currency)},
            about=About.REST,
        )
    elif amount > rest:
        yield Objection(
            _("%(amount)s is more than the %(rest)s that is left beyond what the order costs.")
            % {"amount": money_text(amount, currency), "rest": money_text(rest, currency)},
            about=About.REST,
        )


def _about_shipping(standing: Standing) -> Iterator[Objection]:
    if standing.shipping_left <= 0:
        yield Objection(_("Nothing is left of the shipping fee: it is refunded or set aside."))
    elif not gives_shipping_back(standing):
        yield Objection(_("The channel’s cancellation strategy keeps the shipping fee."))
    elif not shipping_alone(standing):
        yield Objection(
            _(
                "Nothing of the shipping fee can go back: it is not paid yet, or what was paid is"
                " needed for what stays."
            )
        )


def _about_items(
    standing: Standing, wish: Wish, reasons: Mapping[int, CancellationReason]
) -> Iterator[Objection]:
    items = {item.pk: item for item in standing.items}
    if not wish.items:
        yield Objection(_("Tick the products first."))
        return
    if len({entry.item_id for entry in wish.items}) < len(wish.items):
        yield Objection(_("An order line is named twice."))
        return
    for entry in wish.items:
        item = items.get(entry.item_id)
        if item is None:
            text = _("There is no order line %(id)s in this order.") % {"id": entry.item_id}
            yield Objection(text, entry.item_id)
            continue
        for text, about in about_item(standing, wish, entry, item, reasons):
            yield Objection(f"{item.name}: {text}.", item.pk, about)
    yield from _about_strategy(standing, wish)


def about_item(
    standing: Standing,
    wish: Wish,
    entry: ItemWish,
    item: OrderItem,
    reasons: Mapping[int, CancellationReason],
) -> Iterator[tuple[str, About]]:
    """What speaks against one item of a wish, whatever the strategy says of the others."""
    if refusal := why_not(standing, item, wish.plan_type):
        yield refusal, About.WHOLE
        return
    if not 1 <= entry.quantity <= item.quantity:
        text = ngettext(
            "the line has %(count)s piece, so %(asked)s cannot go back",
            "the line has %(count)s pieces, so %(asked)s cannot go back",
            item.quantity,
        )
        yield text % {"count": item.quantity, "asked": entry.quantity}, About.QUANTITY
    elif entry.amount is not None:
        yield from _about_amount(standing, entry, item, entry.amount)
    # What is said of all of it is said of each item.
    yield from _about_one_reason(entry.reason_id, entry.note or wish.note, reasons)


def _about_amount(
    standing: Standing, entry: ItemWish, item: OrderItem, amount: Decimal
) -> Iterator[tuple[str, About]]:
    currency = standing.order.currency
    if amount < 0 or amount != round_to_currency(amount, currency):
        text = _("%(amount)s is no amount in %(currency)s")
        yield text % {"amount": amount, "currency": currency}, About.AMOUNT
        return
    _stays, goes = divide(item, entry.quantity, currency)
    if amount > goes.paid_amount:
        text = _("%(amount)s is more than the %(paid)s that was paid for it")
        paid = money_text(goes.paid_amount, currency)
        yield text % {"amount": money_text(amount, currency), "paid": paid}, About.AMOUNT


def _about_what_could_go(entry: DraftItem, currency: str) -> Iterator[tuple[str, About]]:
    wished = entry.wish.amount
    if wished is not None and wished > entry.grantable:
        text = _(
            "%(amount)s is more than the %(left)s that can go back for it: the other part is not"
            " paid yet, or needed for what stays"
        )
        left = money_text(entry.grantable, currency)
        yield text % {"amount": money_text(wished, currency), "left": left}, About.AMOUNT
    elif entry.kept and not entry.wish.note.strip():
        yield _("say why less goes back"), About.NOTE


def _about_strategy(standing: Standing, wish: Wish) -> Iterator[Objection]:
    strategy = standing.strategy
    pieces = {item.pk: item.quantity for item in standing.items}
    whole = {entry.item_id for entry in wish.items if entry.quantity == pieces.get(entry.item_id)}
    if not strategy.partial_allowed:
        for item in standing.live:
            if item.pk not in whole:
                yield Objection(
                    _("%(name)s: the channel allows no parts of an order, so it must go too.")
                    % {"name": item.name},
                    item.pk,
                )
    elif not strategy.discounts_refundable:
        yield from _about_discounts(standing, wish, whole)
    order = standing.order
    if (
        not strategy.unreported_cancellable
        and wish.plan_type == PlanType.CANCEL
        and not order.is_send
        and order.status != Status.PAYMENT_WAITING
    ):
        yield Objection(_("The channel cancels nothing before the order is reported to the ERP."))


def _about_discounts(standing: Standing, wish: Wish, whole: set[int]) -> Iterator[Objection]:
    sharing = {item.pk for item in standing.live if item.discount_amount > 0}
    chosen = {entry.item_id for entry in wish.items}
    if not standing.discount or not sharing & chosen:
        return
    for item in standing.live:
        if item.pk in sharing - whole:
            yield Objection(
                _("%(name)s: it shares a discount with the others, so it must go with them.")
                % {"name": item.name},
                item.pk,
            )
