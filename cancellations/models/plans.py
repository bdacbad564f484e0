"""What is cancelled or comes back, and which money goes back for it."""

import uuid
from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cancellations.models.reasons import CancellationReason
from cancellations.models.triggers import (
    PLAN_AND_ITEMS,
    account_stays,
    completed_with_its_money,
    fee_given_once,
    shipping_sums,
)
from cancellations.querysets import PlanQuerySet
from cancellations.states import (
    IN_WORK,
    OPEN_PLAN,
    PLAN_MOVES,
    Confirmation,
    PlanStatus,
    PlanType,
    Source,
)
from orders.models import Order, Revision, Seller
from orders.models.fields import AmountField
from orders.models.revisions import revises
from orders.models.sums import listed
from orders.models.triggers import (
    append_only,
    begins_open,
    never_changes,
    never_deleted,
    status_moves,
)

_PLAN_IS_OPEN = f"OLD.status IN ({listed(OPEN_PLAN)})"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    model_name="CancellationPlanHistory",
    # Personal data must be erasable.
    exclude=[
        *("note", "iban", "holder_name", "mail_claimed_at", "mailed_at"),
        *("escalation_claimed_at", "escalation_mailed_at"),
    ],
    meta={"default_permissions": (), "triggers": append_only()},
)
class CancellationPlan(models.Model):
    """One decision about items of an order and the money that goes back for them.

    Its amounts never change; `amount` is the sum of its items, of the charges and of the rest.
    """

    Status = PlanStatus
    Type = PlanType

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="plans")
    plan_type = models.CharField(max_length=10, choices=PlanType.choices)
    status = models.CharField(max_length=20, choices=PlanStatus.choices, default=PlanStatus.WAITING)
    # The seller whose goods come back, where that seller has a say.
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    confirmation = models.CharField(
        max_length=10, choices=Confirmation.choices, default=Confirmation.NONE
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    amount = AmountField()
    shipping_amount = AmountField(default=0)
    fee_amount = AmountField(default=0)
    rest_amount = AmountField(default=0)
    # How the charges and the rest came about, step by step; an item has its own.
    breakdown = models.JSONField(default=dict, blank=True)

    # An order without items has a status of its own, which waits as an item's would.
    order_status_before = models.SmallIntegerField(null=True, blank=True)

    source = models.CharField(max_length=20, choices=Source.choices)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    # A page or a request is used once; one that makes a plan for each seller numbers them.
    key = models.UUIDField(default=uuid.uuid4)
    part = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64)
    # Of a plan without items; each item has its own.
    reason = models.ForeignKey(
        CancellationReason,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    refund_invoice_number = models.CharField(max_length=128, blank=True)
    note = models.TextField(blank=True)
    # Where money goes that is sent by hand for the charges and the rest.
    iban = models.CharField(max_length=34, blank=True)
    holder_name = models.CharField(max_length=255, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    # When a worker may begin; empty while a seller has not answered.
    executes_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When a return had waited for its seller for too long.
    escalated_at = models.DateTimeField(null=True, blank=True)
    # Who tells the marketplace claims it first; as with the mail to the customer, a claim lapses.
    escalation_claimed_at = models.DateTimeField(null=True, blank=True)
    escalation_mailed_at = models.DateTimeField(null=True, blank=True)
    # Who writes to the customer claims it first; a claim lapses, a mail that went out does not.
    mail_claimed_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        permissions = [
            ("cancel_items", _("Cancel and return items, refund the shipping fee")),
            ("refund_rest", _("Refund what was paid beyond the order")),
            ("reject_items", _("Reject items in Seller Center")),
            ("confirm_return", _("Confirm or refuse a return for a seller")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key", "part"], name="one_plan_per_key"),
            models.CheckConstraint(
                name="plan_amounts_not_negative",
                condition=Q(
                    amount__gte=models.F("shipping_amount")
                    + models.F("fee_amount")
                    + models.F("rest_amount")
                )
                & Q(shipping_amount__gte=0)
                & Q(fee_amount__gte=0)
                & Q(rest_amount__gte=0),
            ),
            models.CheckConstraint(
                name="plan_type_known", condition=Q(plan_type__in=sorted(PlanType.values))
            ),
            models.CheckConstraint(
                name="plan_status_known", condition=Q(status__in=sorted(PlanStatus.values))
            ),
            models.CheckConstraint(
                name="plan_confirmation_known",
                condition=Q(confirmation__in=sorted(Confirmation.values)),
            ),
            models.CheckConstraint(
                name="plan_source_known", condition=Q(source__in=sorted(Source.values))
            ),
            # No money moves before the seller has agreed.
            models.CheckConstraint(
                name="plan_waits_for_confirmation",
                condition=~Q(confirmation__in=[Confirmation.DUE, Confirmation.REFUSED])
                | Q(status__in=[PlanStatus.REJECTED, PlanStatus.WAITING, PlanStatus.WITHDRAWN]),
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="plan_by_date"),
            models.Index(
                fields=["executes_at"],
                name="plan_to_execute",
                condition=Q(status=PlanStatus.WAITING, executes_at__isnull=False),
            ),
            models.Index(
                fields=["created_at"],
                name="plan_to_settle",
                condition=Q(status__in=IN_WORK),
            ),
            models.Index(
                fields=["ended_at"],
                name="plan_to_mail",
                condition=Q(status=PlanStatus.COMPLETED, mailed_at__isnull=True),
            ),
            models.Index(
                fields=["created_at", "id"],
                name="return_to_answer",
                condition=Q(status=PlanStatus.WAITING, confirmation=Confirmation.DUE),
            ),
            models.Index(
                fields=["confirmed_at", "id"],
                name="return_answered",
                condition=Q(confirmation__in=[Confirmation.GIVEN, Confirmation.REFUSED]),
            ),
            models.Index(
                fields=["escalated_at"],
                name="escalation_to_mail",
                condition=Q(escalated_at__isnull=False, escalation_mailed_at__isnull=True),
            ),
        ]
        triggers = [
            begins_open(
                "status", PlanStatus.WAITING, name="plan_begins_waiting", what=PLAN_AND_ITEMS
            ),
            status_moves(name="plan_moves", allowed=PLAN_MOVES.as_sql()),
            completed_with_its_money(),
            fee_given_once(),
            never_changes(
                "order_id",
                "plan_type",
                "seller_id",
                "amount",
                "shipping_amount",
                "fee_amount",
                "rest_amount",
                "breakdown",
                "key",
                "digest",
                name="plan_keeps_its_amounts",
            ),
            account_stays(
                name="plan_keeps_its_account",
                kept_while=_PLAN_IS_OPEN,
                learned_while=_PLAN_IS_OPEN,
                corrected_while=f"{_PLAN_IS_OPEN} AND NOT plan_account_is_used(OLD.id)",
            ),
            *shipping_sums(),
            *never_deleted(name="plan"),
            *revises(Revision.Kind.CANCELLATION_PLAN, changed=("status", "confirmation")),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subjects(self) -> list[str]:
        """Why: each reason once."""
        found = [entry.reason.subject for entry in self.items.all()]
        found += [self.reason.subject] if self.reason else []
        return list(dict.fromkeys(found))
