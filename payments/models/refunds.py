"""Money on its way back: the row is the outbox, and whoever sends it claims it first."""

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.models import Order, Revision
from orders.models.fields import AmountField
from orders.models.revisions import revises
from orders.models.triggers import append_only, belongs, never_changes, never_deleted, status_moves
from payments.models.transactions import PaymentTransaction
from payments.models.triggers import (
    allowed_moves,
    leaves_with_its_plan,
    refund_starts,
    refund_sums,
)
from payments.querysets import RefundQuerySet
from payments.states import AT_THE_DESK, RefundMethod, RefundStatus


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    model_name="RefundHistory",
    # It never changes.
    exclude=["waiting_since"],
    meta={"default_permissions": (), "triggers": append_only()},
)
class Refund(models.Model):
    """One amount that goes back from one payment, once.

    A manual refund without a payment is made from elsewhere: the gateway had nothing left to give.
    """

    Method = RefundMethod
    Status = RefundStatus

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    transaction = models.ForeignKey(
        PaymentTransaction, on_delete=models.PROTECT, null=True, related_name="refunds"
    )
    method = models.CharField(max_length=10, choices=RefundMethod.choices)
    gateway = models.CharField(max_length=32, blank=True)
    gateway_reference = models.CharField(max_length=255, blank=True, db_collation="C")
    amount = AmountField()
    status = models.CharField(
        max_length=12, choices=RefundStatus.choices, default=RefundStatus.RESERVED
    )
    # The refund whose reservation this one took over, or a part of it.
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )

    claimed_at = models.DateTimeField(null=True, blank=True)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True)
    checks = models.PositiveIntegerField(default=0)

    failure_code = models.CharField(max_length=64, blank=True)
    failure_text = models.TextField(blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    # Since when the customer waits: what takes over a reservation takes over its age.
    waiting_since = models.DateTimeField(default=timezone.now, db_default=Now())
    settled_at = models.DateTimeField(null=True, blank=True)
    # When the gateway took back what had succeeded.
    reversed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[RefundQuerySet] = RefundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        permissions = [
            ("make_refunds", _("Make refunds by hand, try a gateway again")),
            ("close_money", _("Compare a day’s refunds with a gateway’s book")),
        ]
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="refund_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="refund_method_known", condition=Q(method__in=sorted(RefundMethod.values))
            ),
            models.CheckConstraint(
                name="refund_status_known", condition=Q(status__in=sorted(RefundStatus.values))
            ),
            models.CheckConstraint(
                name="refund_from_a_payment",
                condition=Q(transaction__isnull=False) | Q(method=RefundMethod.MANUAL),
            ),
            # Who sends must have said so first: a lapsed claim on it is asked about.
            models.CheckConstraint(
                name="refund_submitted_was_sent",
                condition=~Q(status=RefundStatus.SUBMITTED)
                | Q(claimed_at__isnull=False, last_sent_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["gateway", "gateway_reference"],
                condition=~Q(gateway_reference=""),
                name="one_refund_per_reference",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"],
                name="refund_to_check",
                condition=Q(next_check_at__isnull=False),
            ),
            models.Index(
                fields=["claimed_at"],
                name="refund_abandoned",
                condition=Q(status=RefundStatus.SUBMITTED),
            ),
            models.Index(
                fields=["gateway", "settled_at"],
                name="refund_of_day",
                condition=Q(settled_at__isnull=False) & ~Q(gateway=""),
            ),
            models.Index(
                fields=["gateway", "reversed_at"],
                name="refund_taken_back",
                condition=Q(reversed_at__isnull=False),
            ),
            models.Index(
                fields=["waiting_since", "id"],
                name="refund_at_the_desk",
                condition=Q(status__in=AT_THE_DESK),
            ),
            models.Index(
                fields=["settled_at", "id"],
                name="refund_made_by_hand",
                condition=Q(status=RefundStatus.MADE),
            ),
            models.Index(fields=["status", "settled_at", "id"], name="refund_by_status"),
        ]
        triggers = [
            belongs(
                "order_id",
                "transaction_id",
                name="refund_of_payment_of_order",
                unless=(
                    "NEW.transaction_id IS NULL"
                    " OR transaction_is_of(NEW.transaction_id, NEW.order_id)"
                ),
            ),
            never_changes(
                "key",
                "order_id",
                "transaction_id",
                "method",
                "gateway",
                "amount",
                "replaces_id",
                name="refund_keeps_its_amount",
            ),
            refund_starts(),
            status_moves(name="refund_moves", allowed=allowed_moves()),
            leaves_with_its_plan(),
            *refund_sums(),
            *never_deleted(name="refund"),
            *revises(Revision.Kind.REFUND, changed=("status",)),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.amount} ({self.get_status_display()})"

    @property
    def is_in_addition(self) -> bool:
        """Whether it comes on top of what was paid: its payment was refunded at the gateway."""
        return self.method == RefundMethod.MANUAL and self.transaction_id is None

    @property
    def currency(self) -> str:
        """The currency of its payment, which is that of the order."""
        return str(self.order.currency)


class RefundAttempt(models.Model):
    """One line of a refund's story: what was sent, or what came back; never edited."""

    class Kind(models.TextChoices):
        SENT = "sent", _("Sent")
        ANSWERED = "answered", _("Answered")
        NO_ANSWER = "no_answer", _("No answer")
        NOT_KNOWN = "not_known", _("The gateway does not know it")
        TOLD = "told", _("Told by the gateway")

    refund = models.ForeignKey(
        Refund, on_delete=models.PROTECT, related_name="attempts", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    # What went out or came in, as the gateway's client wrote or read it; no card, no name.
    content = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["refund", "id"], name="attempt_of_refund")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.refund_id} {self.kind}"
