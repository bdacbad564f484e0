"""The arithmetic behind an amount in words: the steps come from the function that worked it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cancellations.planning.steps import Kind
from omnitron.core.formats import money_text
from omnitron.core.money import round_to_currency

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from django.utils.functional import Promise

    from cancellations.planning.steps import Step

_CAPTIONS: dict[Kind, Promise] = {
    Kind.PRICE: gettext_lazy("Price"),
    Kind.DISCOUNT: gettext_lazy("Discounts"),
    Kind.INTEREST: gettext_lazy("Share of the installment interest"),
    Kind.PAID: gettext_lazy("Paid for the line"),
    Kind.LOWERED: gettext_lazy("Not given back, as typed"),
    Kind.FEE: gettext_lazy("The fee"),
    Kind.KEPT_BY_RULE: gettext_lazy("Kept by the channel’s cancellation strategy"),
    Kind.COMES_LATER: gettext_lazy("Comes back with the last item of the order"),
    Kind.OF_OTHERS: gettext_lazy("The part of the other items and pieces"),
    Kind.ALREADY_BACK: gettext_lazy("Already given back or set aside"),
    Kind.NOT_CAPTURED: gettext_lazy("Not paid yet, sent back already, or needed for what stays"),
    Kind.REST: gettext_lazy("Paid beyond what the order costs"),
    Kind.TOTAL: gettext_lazy("Goes back"),
}
_FORMULAS: dict[Kind, Promise] = {
    Kind.DISCOUNT: gettext_lazy("as they were divided over the lines when the order was placed"),
    Kind.INTEREST: gettext_lazy("as it was divided over the lines when the order was placed"),
    Kind.OF_OTHERS: gettext_lazy("the fee is divided by what each item cost"),
}


@dataclass(frozen=True)
class StepShown:
    """One line of the arithmetic."""

    caption: str
    formula: str
    amount: Decimal
    is_sum: bool


def steps_in_words(steps: Iterable[Step], currency: str) -> list[StepShown]:
    """The steps to an amount, each with its formula where it has one."""
    pieces, shown = 1, []
    for step in steps:
        if step.kind == Kind.PRICE:
            pieces = step.quantity or 1
        shown.append(
            StepShown(
                caption=_caption(step),
                formula=_formula(step, pieces, currency),
                amount=step.amount,
                is_sum=step.is_sum,
            )
        )
    return shown


def _caption(step: Step) -> str:
    if step.kind == Kind.STAYS:
        count = step.quantity or 0
        words = ngettext("%(count)s piece that stays", "%(count)s pieces that stay", count)
        return words % {"count": count}
    return str(_CAPTIONS[step.kind])


def _formula(step: Step, pieces: int, currency: str) -> str:
    if step.kind == Kind.PRICE and pieces > 1:
        each = step.amount / pieces
        if each == round_to_currency(each, currency):
            return f"{pieces} × {money_text(each, currency)}"
    if step.kind == Kind.STAYS and step.of is not None and step.quantity is not None:
        return _of_pieces(step.of, step.quantity, pieces, -step.amount, currency)
    if step.of is not None and step.weight is not None and step.whole is not None:
        texts = (money_text(amount, currency) for amount in (step.of, step.weight, step.whole))
        values = dict(zip(("of", "weight", "whole"), texts, strict=True))
        if step.kind != Kind.NOT_CAPTURED:
            return _("%(of)s × %(weight)s ÷ %(whole)s, fixed when the order was placed") % values
        if not step.of or step.weight == step.whole:
            return _("%(of)s is left for it") % values
        words = _("%(of)s is left for all of it, and of that %(of)s × %(weight)s ÷ %(whole)s here")
        return words % values
    return str(_FORMULAS.get(step.kind, ""))


def _of_pieces(of: Decimal, quantity: int, pieces: int, amount: Decimal, currency: str) -> str:
    """How much of a line some of its pieces are, and where the odd unit went."""
    formula = f"{money_text(of, currency)} ÷ {pieces} × {quantity}"
    if amount * pieces == of * quantity:
        return formula
    if amount * pieces > of * quantity:
        words = _("%(formula)s; what cannot be divided stays with what is kept")
    else:
        words = _("%(formula)s; what cannot be divided goes back")
    return words % {"formula": formula}
