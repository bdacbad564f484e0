"""A plan that is not written yet, with all its amounts."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from payments.states import RefundMethod

if TYPE_CHECKING:
    from cancellations.planning.pieces import Pieces
    from cancellations.planning.standing import Payment
    from cancellations.planning.steps import Step
    from cancellations.planning.wishes import ItemWish
    from cancellations.states import PlanType
    from orders.models import OrderItem

NOTHING = Decimal(0)


@dataclass(frozen=True)
class DraftItem:
    """An item of a draft: the pieces that go, what goes back for them and why."""

    item: OrderItem
    wish: ItemWish
    pieces: Pieces
    stays: Pieces
    amount: Decimal
    kept: Decimal
    steps: tuple[Step, ...]

    @property
    def reason_id(self) -> int:
        """Why it goes; a wish without a reason comes to no draft."""
        if self.wish.reason_id is None:
            raise ValueError(f"Item {self.item.pk} has no reason.")
        return self.wish.reason_id

    @property
    def grantable(self) -> Decimal:
        """What could go back, whether all of it does or somebody keeps a part."""
        return self.amount + self.kept

    @property
    def is_split(self) -> bool:
        """Whether some pieces of the line stay."""
        return self.stays.quantity > 0


@dataclass(frozen=True)
class Charge:
    """What goes back of the shipping fee, of the payment option's fee, or of the rest."""

    amount: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Share:
    """What goes back from one payment, and how."""

    payment: Payment
    method: RefundMethod
    amount: Decimal

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody must send it."""
        return self.method == RefundMethod.MANUAL


@dataclass(frozen=True)
class Draft:
    """One plan to be: its amounts add up, and its shares add up to them."""

    plan_type: PlanType
    items: tuple[DraftItem, ...]
    shipping: Charge
    fee: Charge
    rest: Charge
    shares: tuple[Share, ...]
    seller_id: int | None = None
    needs_confirmation: bool = False

    @property
    def amount(self) -> Decimal:
        """All that goes back."""
        items = sum((item.amount for item in self.items), NOTHING)
        return items + self.shipping.amount + self.fee.amount + self.rest.amount

    @property
    def by_hand(self) -> Decimal:
        """What somebody must send by hand."""
        return sum((share.amount for share in self.shares if share.is_by_hand), NOTHING)


def digest_of(drafts: tuple[Draft, ...]) -> str:
    """A fingerprint of everything that a preview shows: another result has another one."""
    content = [
        {
            "type": draft.plan_type,
            "seller": draft.seller_id,
            "confirmation": draft.needs_confirmation,
            "items": [
                [
                    entry.item.pk,
                    entry.pieces.quantity,
                    # Of a line that somebody has cut meanwhile less stays.
                    entry.stays.quantity,
                    _text(entry.amount),
                    _text(entry.kept),
                ]
                for entry in draft.items
            ],
            "charges": [_text(charge.amount) for charge in (draft.shipping, draft.fee, draft.rest)],
            "shares": [
                [share.payment.row.pk, share.method, _text(share.amount)] for share in draft.shares
            ],
        }
        for draft in drafts
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _text(amount: Decimal) -> str:
    return format(amount.normalize(), "f")
