"""Splitting a line in two, so that a part of it can go its own way."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from orders.events import record
from orders.models import OrderEvent, OrderItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orders.events import Actor


def split_line(
    item: OrderItem, *, stays: Mapping[str, Any], goes: Mapping[str, Any], actor: Actor
) -> OrderItem:
    """Leave `stays` in a line and put `goes` into a new one, which it returns.

    The old line keeps its key and its place; the new one has all else of it, its package too. Both
    mappings hold the quantity and all amounts. The order and the line are locked by the caller.
    """
    lines = OrderItem.objects.filter(order_id=item.order_id)
    new = copy(item)
    new.pk = None
    new._state.adding = True
    new.version = 1
    new.split_from = item
    new.line_number = (lines.aggregate(last=Max("line_number"))["last"] or 0) + 1
    new.reserved_amount = new.refunded_amount = Decimal(0)
    for name, value in goes.items():
        setattr(new, name, value)
    before = item.quantity
    for name, value in stays.items():
        setattr(item, name, value)
    item.version += 1
    item.save(update_fields=[*stays, "version"])
    new.save(force_insert=True)
    record(
        item.order,
        OrderEvent.Kind.LINE_SPLIT,
        actor=actor,
        item=item,
        changes={"quantity": (before, item.quantity), "new_line": (None, new.line_number)},
    )
    return new
