"""A draft as the preview shows it: its rows with their arithmetic, and where the money goes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cancellations.planning.shares import in_order, way_back
from omnitron.core.money import in_decimals
from omnitron.panel.order_detail.plans.refund_rows import payment_name
from omnitron.panel.order_detail.plans.step_words import steps_in_words
from omnitron.panel.order_detail.plans.typed import number_in
from orders.amounts import NOTHING
from payments.methods import lacks_gateway
from payments.states import RefundMethod

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cancellations.planning.drafts import Charge, Draft, DraftItem, Share
    from cancellations.planning.standing import Payment, Standing
    from omnitron.panel.order_detail.plans.step_words import StepShown
    from omnitron.panel.order_detail.plans.typed import Typed, TypedItem


@dataclass(frozen=True)
class Asked:
    """What a row needs of what was typed and of the preview before."""

    reasons: Mapping[int, str]
    typed: Typed
    problems: Mapping[int | None, Sequence[str]]
    before: Mapping[str, Decimal]


@dataclass(frozen=True)
class Row:
    """An amount with its arithmetic; `key` finds it again in the next preview."""

    key: str
    amount: Decimal
    # What it was in the preview before, where that was another amount.
    before: Decimal | None
    steps: Sequence[StepShown] = ()
    caption: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ItemRow(Row):
    """The amount of an item, with what was typed for it here."""

    entry: DraftItem | None = None
    all_pieces: int = 0
    plain: str = ""
    typed: TypedItem | None = None
    problems: Sequence[str] = ()


@dataclass(frozen=True)
class ShareRow:
    """A payment, how it goes back, what it can give and what it gives."""

    key: str
    pk: int
    name: str
    about: str
    method: RefundMethod
    lacks_gateway: bool
    left: Decimal
    amount: Decimal
    before: Decimal | None
    plain: str
    # What stands in its field: another text only where that could not be.
    typed: str

    @property
    def how(self) -> str:
        """How the money moves, in words."""
        return {
            RefundMethod.GATEWAY: _("By itself, in seconds"),
            RefundMethod.INTERNAL: _("By itself, at once"),
        }.get(self.method, _("By hand"))

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody must send it."""
        return self.method == RefundMethod.MANUAL

    @property
    def takes_all(self) -> bool:
        """Whether nothing is left of the payment afterwards."""
        return self.amount == self.left


class DraftShown:
    """One plan to be."""

    def __init__(self, draft: Draft, place: int, currency: str, asked: Asked) -> None:
        self.draft = draft
        self.place = place
        self.currency = currency
        self.asked = asked

    @cached_property
    def items(self) -> list[ItemRow]:
        """Its items."""
        return [self._item(entry) for entry in self.draft.items]

    def _item(self, entry: DraftItem) -> ItemRow:
        key = f"{self.place}-item-{entry.item.pk}"
        return ItemRow(
            key=key,
            amount=entry.amount,
            before=self.asked.before.get(key),
            steps=steps_in_words(entry.steps, self.currency),
            reason=self.asked.reasons.get(entry.reason_id, ""),
            entry=entry,
            all_pieces=entry.pieces.quantity + entry.stays.quantity,
            plain=self._plain(entry.grantable),
            typed=self.asked.typed.of_item(entry.item.pk),
            problems=self.asked.problems.get(entry.item.pk, ()),
        )

    @cached_property
    def charges(self) -> list[Row]:
        """What goes back beside the items, or is kept: each has steps that say why."""
        named = (
            ("shipping", _("Shipping"), self.draft.shipping),
            ("fee", _("Payment option fee"), self.draft.fee),
            ("rest", _("Rest"), self.draft.rest),
        )
        return [self._charge(*one) for one in named if one[2].steps]

    def _charge(self, name: str, caption: str, charge: Charge) -> Row:
        key = f"{self.place}-{name}"
        # A plan without items has one reason for all of it.
        reason_id = self.asked.typed.text("reason") if not self.draft.items else ""
        return Row(
            key=key,
            amount=charge.amount,
            before=self.asked.before.get(key),
            steps=steps_in_words(charge.steps, self.currency),
            caption=caption,
            reason=self.asked.reasons.get(number_in(reason_id) or 0, ""),
        )

    @property
    def total(self) -> Row:
        """All of it."""
        key = f"{self.place}-total"
        return Row(key, self.draft.amount, self.asked.before.get(key))

    def shares(self, standing: Standing | None = None) -> list[ShareRow]:
        """What each payment gives; with a standing also those that could give something."""
        given = {share.payment.row.pk: share for share in self.draft.shares}
        if standing is None:
            return [self._share(share.payment, share.method, share) for share in given.values()]
        return [
            self._share(payment, way_back(standing, payment), given.get(payment.row.pk))
            for payment in in_order(standing)
        ]

    def _share(self, payment: Payment, method: RefundMethod, share: Share | None) -> ShareRow:
        row = payment.row
        amount = share.amount if share else NOTHING
        key, plain = f"{self.place}-share-{row.pk}", self._plain(amount)
        refused = self.asked.problems.get(None)
        return ShareRow(
            key=key,
            pk=row.pk,
            name=payment_name(row),
            about=", ".join(filter(None, [row.gateway, row.gateway_reference])),
            method=method,
            lacks_gateway=lacks_gateway(row),
            left=payment.left,
            amount=amount,
            before=self.asked.before.get(key),
            plain=plain,
            typed=self.asked.typed.text(f"share-{row.pk}") if refused else plain,
        )

    def _plain(self, amount: Decimal) -> str:
        return in_decimals(amount, self.currency)


def amounts_of(drafts: Sequence[Draft]) -> dict[str, Decimal]:
    """Every amount of a preview by the key of its row, for the next one to compare with."""
    amounts: dict[str, Decimal] = {}
    for place, draft in enumerate(drafts):
        amounts |= {f"{place}-item-{entry.item.pk}": entry.amount for entry in draft.items}
        amounts |= {f"{place}-share-{s.payment.row.pk}": s.amount for s in draft.shares}
        amounts[f"{place}-shipping"] = draft.shipping.amount
        amounts[f"{place}-fee"] = draft.fee.amount
        amounts[f"{place}-rest"] = draft.rest.amount
        amounts[f"{place}-total"] = draft.amount
    return amounts
