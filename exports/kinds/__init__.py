"""What can be exported, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.kinds.order_items import ORDER_ITEMS
from exports.kinds.orders import ORDERS

if TYPE_CHECKING:
    from django.utils.functional import Promise

KINDS = {kind.name: kind for kind in (ORDERS, ORDER_ITEMS)}


def kind_choices() -> list[tuple[str, str | Promise]]:
    """The kinds by name, as a field offers them."""
    return [(kind.name, kind.label) for kind in KINDS.values()]
