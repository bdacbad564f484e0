"""The items that a plan holds, and the refunds that serve it."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from cancellations.models.plans import CancellationPlan
from cancellations.models.reasons import CancellationReason
from cancellations.models.triggers import PLAN_AND_ITEMS, account_stays, item_sums, outcome_moves
from cancellations.querysets import PlanItemQuerySet
from cancellations.states import ItemOutcome
from orders.models import OrderItem
from orders.models.fields import AmountField
from orders.models.triggers import append_only, begins_open, belongs, never_changes, never_deleted
from payments.models import Refund

_PLAN_IS_OPEN = "plan_is_open(OLD.plan_id)"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    model_name="CancellationPlanItemHistory",
    # Personal data must be erasable.
    exclude=["note", "iban", "holder_name"],
    meta={"default_permissions": (), "triggers": append_only()},
)
class CancellationPlanItem(models.Model):
    """What a plan does with one item: open until its money is back, or the plan is called off."""

    Outcome = ItemOutcome

    plan = models.ForeignKey(CancellationPlan, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(OrderItem, on_delete=models.PROTECT, related_name="plan_items")
    reason = models.ForeignKey(
        CancellationReason, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    note = models.TextField(blank=True)
    amount = AmountField()
    # What somebody chose not to give back.
    kept_amount = AmountField(default=0)
    breakdown = models.JSONField(default=list, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    holder_name = models.CharField(max_length=255, blank=True)
    outcome = models.CharField(
        max_length=10, choices=ItemOutcome.choices, default=ItemOutcome.OPEN, blank=True
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PlanItemQuerySet] = PlanItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(closed_at__isnull=True), name="one_open_plan_per_item"
            ),
            models.UniqueConstraint(fields=["plan", "item"], name="one_item_once_per_plan"),
            models.CheckConstraint(
                name="plan_item_amounts_not_negative",
                condition=Q(amount__gte=0) & Q(kept_amount__gte=0),
            ),
            models.CheckConstraint(
                name="plan_item_closes_with_outcome",
                condition=Q(outcome=ItemOutcome.OPEN, closed_at__isnull=True)
                | Q(
                    outcome__in=[ItemOutcome.REFUNDED, ItemOutcome.RELEASED],
                    closed_at__isnull=False,
                ),
            ),
        ]
        triggers = [
            begins_open(
                "outcome", ItemOutcome.OPEN, name="plan_item_begins_open", what=PLAN_AND_ITEMS
            ),
            belongs(
                "plan_id",
                "item_id",
                name="plan_item_of_order",
                unless="plan_may_hold(NEW.plan_id, NEW.item_id)",
            ),
            outcome_moves(),
            never_changes(
                "plan_id",
                "item_id",
                "reason_id",
                "amount",
                "kept_amount",
                "breakdown",
                name="plan_item_keeps_its_amounts",
            ),
            account_stays(
                name="plan_item_keeps_its_account",
                kept_while=_PLAN_IS_OPEN,
                corrected_while=f"{_PLAN_IS_OPEN} AND NOT plan_item_account_is_used(OLD.id)",
            ),
            *item_sums(),
            *never_deleted(name="plan_item"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.item_id}"


class PlanRefund(models.Model):
    """Which plan a refund serves; a refund by hand serves one item of it, or its charges."""

    refund = models.OneToOneField(
        Refund, on_delete=models.PROTECT, primary_key=True, related_name="plan_link"
    )
    plan = models.ForeignKey(CancellationPlan, on_delete=models.PROTECT, related_name="refunds")
    plan_item = models.ForeignKey(
        CancellationPlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refunds",
        db_index=False,
    )

    class Meta:
        default_permissions = ()
        triggers = [
            belongs(
                "refund_id",
                "plan_id",
                "plan_item_id",
                name="plan_refund_of_order",
                unless="refund_may_serve(NEW.refund_id, NEW.plan_id, NEW.plan_item_id)",
            ),
            never_changes("refund_id", "plan_id", "plan_item_id", name="plan_refund_stays"),
            *never_deleted(name="plan_refund"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.refund_id}"
