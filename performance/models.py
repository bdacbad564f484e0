from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from orders.models import SalesChannel, Seller
from orders.models.fields import AmountField
from performance.querysets import PerformanceQuerySet

WEEKS = 12


class SellerPerformance(models.Model):
    """How a seller did in one sales channel over 30 and over 90 days (docs/seller-performance.md).

    Counted anew every few minutes from orders, plans and packages; nothing is kept here alone.
    """

    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="performance", db_index=False
    )
    channel = models.ForeignKey(
        SalesChannel, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    counted_at = models.DateTimeField()
    orders_30 = models.PositiveIntegerField()
    orders_90 = models.PositiveIntegerField()
    items_30 = models.PositiveIntegerField()
    items_90 = models.PositiveIntegerField()
    rejected_30 = models.PositiveIntegerField()
    rejected_90 = models.PositiveIntegerField()
    packages_30 = models.PositiveIntegerField()
    packages_90 = models.PositiveIntegerField()
    late_30 = models.PositiveIntegerField()
    late_90 = models.PositiveIntegerField()
    # In the currency of the channel.
    cost_30 = AmountField()
    cost_90 = AmountField()
    # How many items were rejected for which reason: {"17": 3}, by the reason's key.
    reasons_30 = models.JSONField(default=dict)
    reasons_90 = models.JSONField(default=dict)
    # By week, the oldest first.
    weekly_items = ArrayField(models.PositiveIntegerField(), size=WEEKS)
    weekly_rejected = ArrayField(models.PositiveIntegerField(), size=WEEKS)
    # Given by `with_rates`.
    rate_30: float | None
    rate_90: float | None

    objects: ClassVar[PerformanceQuerySet] = PerformanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["seller", "channel"], name="one_performance_per_seller")
        ]

    def __str__(self) -> str:
        return f"{self.seller} · {self.channel}"
