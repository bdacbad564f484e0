"""What a person of Seller Center sees of an order: all of it, or the part of their sellers.

Status, amounts and names of a part are made of its items alone, never by hiding columns of the
whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from omnitron.accounts.panels import SELLER_CENTER
from orders.access import sees_whole
from orders.models import OrderItem
from orders.services.rolling_up import ORDER_STATUS
from orders.states import UNAPPROVED, Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from omnitron.accounts.models import User
    from orders.models import Order

# What was paid for an item.
PAID = "item.net_amount + item.installment_interest_amount"
_PARTS = f"""
    SELECT item.order_id, {ORDER_STATUS}, count(*), sum({PAID}),
        array_remove(array_agg(DISTINCT item.seller_id), NULL)
    FROM orders_orderitem AS item
    WHERE item.id IN ({{items}})
    GROUP BY item.order_id
"""


@dataclass(frozen=True)
class Share:
    """What is seen of an order; `is_whole` tells that nothing of it is another seller's."""

    status: Status
    item_count: int
    amount: Decimal
    seller_ids: tuple[int, ...]
    is_whole: bool


def sees_whole_order(user: User, order: Order) -> bool:
    """Whether nothing of an order is hidden from a person who sees it."""
    channels = sees_whole(user)
    return channels is None or order.channel_id in channels


def shares_of(user: User, orders: Iterable[Order]) -> dict[int, Share]:
    """What somebody sees of orders that are visible to them, by the order's key, in two queries."""
    orders = list(orders)
    channels = sees_whole(user)
    whole = {order.pk for order in orders if channels is None or order.channel_id in channels}
    # An item that waits for its approval beside others is shown to nobody.
    shares = {
        order.pk: Share(
            Status(order.status), order.item_count, order.amount, tuple(order.seller_ids), True
        )
        for order in orders
        if order.pk in whole and order.status not in UNAPPROVED
    }
    of_items = [order.pk for order in orders if order.pk not in shares]
    return shares | _of_items(user, of_items, whole) if of_items else shares


def _of_items(user: User, order_ids: list[int], whole: set[int]) -> dict[int, Share]:
    items = OrderItem.objects.visible_to(user, SELLER_CENTER).filter(order__in=order_ids)
    sql, values = items.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        # The statement is the ORM's own, its values apart from it.
        cursor.execute(_PARTS.format(items=sql), values)
        return {
            order_id: Share(Status(status), count, amount, tuple(sellers), order_id in whole)
            for order_id, status, count, amount, sellers in cursor.fetchall()
        }
