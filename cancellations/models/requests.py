"""What customers and channels ask for, one item each."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cancellations.models.plans import CancellationPlan
from cancellations.models.reasons import CancellationReason
from cancellations.models.triggers import account_stays
from cancellations.querysets import RequestQuerySet
from cancellations.states import (
    IN_PLAN,
    OPEN_REQUEST,
    REQUEST_MOVES,
    PlanType,
    RequestStatus,
    Source,
)
from orders.models import Order, OrderItem, Revision, ShippingCompany
from orders.models.revisions import revises
from orders.models.triggers import begins_open, belongs, never_changes, never_deleted, status_moves


class CancellationRequest(models.Model):
    """Somebody asks to cancel an item, or to give it back; a plan answers, or a rejection does.

    Where a plan takes some pieces of the line, the request follows them into the new line.
    """

    Status = RequestStatus
    Type = PlanType

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="requests")
    item = models.ForeignKey(
        OrderItem, on_delete=models.PROTECT, related_name="requests", db_index=False
    )
    request_type = models.CharField(max_length=10, choices=PlanType.choices)
    status = models.CharField(
        max_length=20, choices=RequestStatus.choices, default=RequestStatus.WAITING
    )
    reason = models.ForeignKey(
        CancellationReason, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    description = models.TextField(_("description"), blank=True)
    quantity = models.PositiveIntegerField()
    # Where the money should go if it can only be sent by hand.
    iban = models.CharField(max_length=34, blank=True)
    holder_name = models.CharField(max_length=255, blank=True)
    # How the goods come back, where the channel arranged that.
    return_company = models.ForeignKey(
        ShippingCompany,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    return_tracking_number = models.CharField(max_length=128, blank=True)
    # What answered it, or is about to; none while it waits.
    plan = models.ForeignKey(
        CancellationPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    source = models.CharField(max_length=20, choices=Source.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    # Who rejected it, when and why.
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejection = models.TextField(blank=True)

    objects: ClassVar[RequestQuerySet] = RequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(status__in=sorted(OPEN_REQUEST)),
                name="one_open_request_per_item",
            ),
            models.CheckConstraint(
                name="request_type_known", condition=Q(request_type__in=sorted(PlanType.values))
            ),
            models.CheckConstraint(
                name="request_status_known", condition=Q(status__in=sorted(RequestStatus.values))
            ),
            models.CheckConstraint(
                name="request_source_known", condition=Q(source__in=sorted(Source.values))
            ),
            models.CheckConstraint(name="request_of_pieces", condition=Q(quantity__gte=1)),
            models.CheckConstraint(
                name="request_plan_as_its_status_says",
                condition=Q(status=RequestStatus.WAITING, plan__isnull=True)
                | Q(status=RequestStatus.REJECTED)
                | Q(
                    status__in=sorted(IN_PLAN | {RequestStatus.COMPLETED}),
                    plan__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="request_rejected_at_a_moment",
                condition=Q(status=RequestStatus.REJECTED, rejected_at__isnull=False)
                | (~Q(status=RequestStatus.REJECTED) & Q(rejected_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="request_by_date"),
            models.Index(fields=["status", "created_at", "id"], name="request_by_status"),
            models.Index(fields=["item", "id"], name="request_of_item"),
        ]
        triggers = [
            begins_open(
                "status", RequestStatus.WAITING, name="request_begins_waiting", what="A request"
            ),
            status_moves(name="request_moves", allowed=REQUEST_MOVES.as_sql()),
            belongs(
                "item_id",
                "order_id",
                name="request_of_order",
                unless="item_is_of_order(NEW.item_id, NEW.order_id)",
            ),
            never_changes(
                "order_id", "request_type", "reason_id", "source", name="request_keeps_what_it_asks"
            ),
            account_stays(name="request_keeps_its_account"),
            *never_deleted(name="request"),
            *revises(Revision.Kind.CANCELLATION_REQUEST, changed=("status", "plan_id")),
        ]

    def __str__(self) -> str:
        return str(self.pk)
