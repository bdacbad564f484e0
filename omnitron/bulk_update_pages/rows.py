"""Rows of a file as the pages show them, with the orders and items that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bulk_updates.columns import CHANGEABLE, COLUMNS
from bulk_updates.telling import Teller
from omnitron.order_pages.captions import caption_of
from omnitron.order_pages.log_values import ValueWords
from orders.models import Order, OrderItem, ShippingCompany

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulk_updates.models import BulkUpdateRow
    from bulk_updates.telling import Told
    from omnitron.accounts.models import User


class Diff(NamedTuple):
    """A column in words, before and after; an empty text stands for an empty value."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ItemRow:
    """A row that is about an item; without one where the person may no longer see its order."""

    row: BulkUpdateRow
    item: OrderItem | None
    diffs: list[Diff]


@dataclass(frozen=True)
class RefusedRow:
    """A row that was refused, with the value that spoke against it; `number` is of its order."""

    row: BulkUpdateRow
    number: str
    value: str
    told: Told


def value_words() -> ValueWords:
    """How values read; none of them is an amount."""
    companies = dict(ShippingCompany.objects.values_list("pk", "name"))
    return ValueWords(currency="", companies=companies)


def item_rows(
    user: User, panel: str, rows: Sequence[BulkUpdateRow], words: ValueWords
) -> list[ItemRow]:
    """Rows with their items, and what they change in words."""
    found = OrderItem.objects.visible_to(user, panel).select_related("order")
    items = found.in_bulk([row.item_id for row in rows if row.item_id])
    shown = []
    for row in rows:
        item = items.get(row.item_id or 0)
        shown.append(ItemRow(row, item, _diffs(row, words) if item else []))
    return shown


def _diffs(row: BulkUpdateRow, words: ValueWords) -> list[Diff]:
    changes = row.changes or {}
    return [
        Diff(caption_of(name), *(words.of(name, value) for value in changes[name]))
        for name in CHANGEABLE
        if name in changes
    ]


def refused_rows(user: User, panel: str, rows: Sequence[BulkUpdateRow]) -> list[RefusedRow]:
    """Refused rows, each with why and what to do."""
    keys = [row.order_id for row in rows if row.order_id]
    visible = Order.objects.visible_to(user, panel).filter(pk__in=keys).order_by()
    numbers = dict(visible.values_list("pk", "number"))
    told = Teller().tell(rows)
    return [
        RefusedRow(row, numbers.get(row.order_id or 0, ""), _value(row), why)
        for row, why in zip(rows, told, strict=True)
    ]


def _value(row: BulkUpdateRow) -> str:
    return (getattr(row, row.column) or "") if row.column in COLUMNS else ""
