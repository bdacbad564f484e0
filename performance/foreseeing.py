"""What rejecting items would make of their sellers' rates (docs/seller-performance.md)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from performance.models import SellerPerformance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnitron.accounts.models import User
    from orders.models import Order, OrderItem, Seller

DAYS = 30
ALL = 100.0


@dataclass(frozen=True)
class Foreseen:
    """A seller's rate of 30 days, and what it becomes."""

    seller: Seller
    now: float
    then: float


def foresee(user: User, order: Order, items: Iterable[OrderItem]) -> list[Foreseen]:
    """What rejecting items of an order does to their sellers, as far as they were counted.

    An order from before those days changes nothing of them.
    """
    if order.placed_at < timezone.now() - timedelta(days=DAYS):
        return []
    rejected = Counter(item.seller_id for item in items)
    rows = SellerPerformance.objects.visible_to(user).filter(
        channel=order.channel_id, seller__in=rejected, items_30__gt=0
    )
    return [
        Foreseen(
            row.seller,
            now=_rate(row.rejected_30, row.items_30),
            then=_rate(row.rejected_30 + rejected[row.seller_id], row.items_30),
        )
        for row in rows.select_related("seller").order_by("seller__name", "seller")
    ]


def _rate(rejected: int, items: int) -> float:
    """In percent; items that were ordered after the last count are not among all of them."""
    return min(ALL, ALL * rejected / items)
