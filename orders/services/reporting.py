"""Saying that the ERP has an order, or that it has it no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from omnitron.accounts.permissions import require
from orders.access import lock_order
from orders.events import Actor, record
from orders.models import OrderEvent

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from orders.models import Order


@transaction.atomic
def mark_reported(*, actor: User, number: str, is_send: bool) -> Order:
    """Remember whether an order was reported to the ERP; safe to repeat. Raises `NotFound`."""
    require(actor, "orders.change_items")
    order = lock_order(actor, number)
    if order.is_send != is_send:
        changes = {"is_send": (order.is_send, is_send)}
        order.is_send = is_send
        order.version += 1
        order.save(update_fields=["is_send", "version", "modified_at"])
        record(order, OrderEvent.Kind.REPORTED, actor=Actor.of(actor), changes=changes)
    return order
