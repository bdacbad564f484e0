"""What somebody typed and ticked for a plan, kept as it stands until a plan was made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import QueryDict

from cancellations.states import PlanType
from omnitron.core.errors import Refusal
from omnitron.panel.order_detail.plans.amounts_typed import read_amount

if TYPE_CHECKING:
    from decimal import Decimal

# What each item has of its own, and what the whole has, by the page's names.
OF_ITEM = ("quantity", "reason", "note", "amount")
OF_WHOLE = frozenset(
    {
        "what",
        "type",
        "reason",
        "note",
        "rest",
        "refund_invoice_number",
        "iban",
        "holder_name",
        # The list that answered requests were ticked on.
        "requests_query",
    }
)


class What(StrEnum):
    """What a plan is asked for."""

    ITEMS = "items"
    ENTIRE = "entire"
    SHIPPING = "shipping"
    REST = "rest"


@dataclass(frozen=True)
class TypedItem:
    """What was typed for one item, as texts."""

    chosen: bool
    quantity: str
    reason: str
    note: str
    amount: str


class Typed:
    """The fields of the forms for a plan; nothing of them is lost on the way through the pages."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.data = QueryDict() if data is None else data

    def text(self, name: str) -> str:
        """A field as it was typed, without the spaces around it."""
        return str(self.data.get(name, "")).strip().replace("\0", "")

    @cached_property
    def what(self) -> What:
        """What is asked for; items, where that is not said."""
        text = self.text("what")
        return What(text) if text in set(What) else What.ITEMS

    @cached_property
    def plan_type(self) -> PlanType:
        """Cancel or return; only chosen items can come back."""
        returns = self.what == What.ITEMS and self.text("type") == PlanType.REFUND
        return PlanType.REFUND if returns else PlanType.CANCEL

    @cached_property
    def chosen(self) -> list[int]:
        """The keys of the ticked items."""
        numbers = (number_in(key) for key in dict.fromkeys(self.data.getlist("item")))
        return [number for number in numbers if number is not None]

    @cached_property
    def requests(self) -> list[int]:
        """The keys of the requests that the plan answers."""
        numbers = (number_in(key) for key in dict.fromkeys(self.data.getlist("request")))
        return [number for number in numbers if number is not None]

    def of_item(self, pk: int) -> TypedItem:
        """What was typed for an item."""
        texts = {name: self.text(f"{name}-{pk}") for name in OF_ITEM}
        return TypedItem(chosen=pk in self.chosen, **texts)

    def asks_for_pieces(self, pk: int) -> bool:
        """Whether the page asked how many pieces of an item."""
        return f"quantity-{pk}" in self.data

    def without_split(self) -> Typed:
        """The same with the usual split."""
        return self._without("share-", "shown-share-", "split")

    def without_amounts(self) -> Typed:
        """The same, but for the amounts and the split that were typed on the preview."""
        return self.without_split()._without("amount-")

    def _without(self, *beginnings: str) -> Typed:
        data = self.data.copy()
        for name in self.data:
            if name.startswith(beginnings):
                del data[name]
        return Typed(data)

    @cached_property
    def hidden(self) -> list[tuple[str, str]]:
        """What the preview carries along unseen: all but what can be changed there."""
        names = [name for name in self.data if name in OF_WHOLE or self._is_kept(name)]
        fields = [(name, self.text(name)) for name in names]
        fields += [("item", str(pk)) for pk in self.chosen]
        return fields + [("request", str(pk)) for pk in self.requests]

    def _is_kept(self, name: str) -> bool:
        field, _dash, key = name.partition("-")
        number = number_in(key)
        if number is None or field not in OF_ITEM or field == "amount":
            return False
        return field != "note" or not self._is_in(number)

    def _is_amount(self, name: str) -> bool:
        field, _dash, key = name.partition("-")
        number = number_in(key)
        return field == "amount" and number is not None and self._is_in(number)

    def _is_in(self, pk: int) -> bool:
        """Whether an item, if the order has it, is part of what is asked for."""
        return self.what == What.ENTIRE or pk in self.chosen

    @cached_property
    def split_is_chosen(self) -> bool:
        """Whether somebody chose how the money is split; the page says what it had shown.

        A split that nobody touched follows the amounts.
        """
        if self.text("step") == "usual":
            return False
        return self._split_is_touched or self.text("split") == "chosen"

    @property
    def split_is_carried(self) -> bool:
        """Whether the split was chosen on a page before this, and not touched since."""
        return self.split_is_chosen and not self._split_is_touched

    @property
    def _split_is_touched(self) -> bool:
        return any(self.text(name) != self.text(f"shown-{name}") for name in self._share_names)

    @cached_property
    def shares(self) -> dict[int, Decimal]:
        """The chosen split by the payment's key; empty for the usual one. Raises `Refusal`."""
        if not self.split_is_chosen:
            return {}
        read = {name: read_amount(self.text(name)) for name in self._share_names}
        keys = {name: number_in(name.removeprefix("share-")) for name in read}
        return {key: amount for name, amount in read.items() if amount and (key := keys[name])}

    @cached_property
    def fingerprint(self) -> str:
        """Another one where anything else is asked for."""
        amounts = [name for name in self.data if self._is_amount(name)]
        lowered = [(name, _plain(self.text(name))) for name in amounts if self.text(name)]
        shares = [(name, _plain(self.text(name))) for name in self._share_names]
        split = (
            [pair for pair in shares if pair[1] not in ("", "0")] if self.split_is_chosen else []
        )
        asked = [sorted(lowered), sorted(split)]
        return hashlib.sha256(repr([sorted(self.hidden), asked]).encode()).hexdigest()

    @property
    def _share_names(self) -> list[str]:
        return [name for name in self.data if name.startswith("share-")]


def number_in(text: str) -> int | None:
    """The number that a text is; None for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _plain(text: str) -> str:
    """An amount without what makes no difference."""
    try:
        amount = read_amount(text)
    except Refusal:
        return text
    return "" if amount is None else format(amount.normalize(), "f")
