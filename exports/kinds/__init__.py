"""What can be exported, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.kinds.order_items import ORDER_ITEMS
from exports.kinds.orders import ORDERS, ORDERS_IN_SELLER_CENTER
from omnitron.accounts.panels import SELLER_CENTER

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from exports.kinds.base import Kind

KINDS = {kind.name: kind for kind in (ORDERS, ORDER_ITEMS)}
# What a panel writes in its own way; the columns are the same by name.
_OF_PANEL = {(SELLER_CENTER, ORDERS.name): ORDERS_IN_SELLER_CENTER}


def kind_in(panel: str, name: str) -> Kind:
    """A kind by name, as a panel writes it."""
    return _OF_PANEL.get((panel, name), KINDS[name])


def kind_choices() -> list[tuple[str, str | Promise]]:
    """The kinds by name, as a field offers them."""
    return [(kind.name, kind.label) for kind in KINDS.values()]
