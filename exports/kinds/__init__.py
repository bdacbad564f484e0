"""What can be exported, by name."""

from exports.kinds.order_items import ORDER_ITEMS
from exports.kinds.orders import ORDERS

KINDS = {kind.name: kind for kind in (ORDERS, ORDER_ITEMS)}
