"""The arithmetic behind an amount, step by step, as it is kept with a plan and explained (X5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What a step of the arithmetic stands for; pages have the words."""

    PRICE = "price"
    DISCOUNT = "discount"
    INTEREST = "interest"
    PAID = "paid"
    STAYS = "stays"
    LOWERED = "lowered"
    FEE = "fee"
    KEPT_BY_RULE = "kept_by_rule"
    COMES_LATER = "comes_later"
    OF_OTHERS = "of_others"
    ALREADY_BACK = "already_back"
    NOT_CAPTURED = "not_captured"
    REST = "rest"
    TOTAL = "total"


@dataclass(frozen=True)
class Step:
    """One line: an amount to add, or a sum so far.

    Its formula is `of` divided by pieces, of which `quantity` are meant, or by amounts, `weight` of
    `whole`.
    """

    kind: Kind
    amount: Decimal
    of: Decimal | None = None
    quantity: int | None = None
    weight: Decimal | None = None
    whole: Decimal | None = None
    is_sum: bool = False

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        amounts = {name: Decimal(kept[name]) for name in ("of", "weight", "whole") if name in kept}
        return cls(
            kind=Kind(kept["kind"]),
            amount=Decimal(kept["amount"]),
            quantity=kept.get("quantity"),
            is_sum=kept.get("is_sum", False),
            **amounts,
        )

    def as_json(self) -> dict[str, Any]:
        """The step as a plan keeps it."""
        # By identity: an amount of zero equals False and is told all the same.
        kept = {
            name: value
            for name, value in asdict(self).items()
            if value is not None and value is not False
        }
        return {
            name: str(value) if isinstance(value, Decimal) else value
            for name, value in kept.items()
        }
