from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.models import Order
from orders.models.triggers import begins_open, never_changes, status_moves
from webhooks.models.webhooks import Webhook
from webhooks.querysets import DeliveryQuerySet
from webhooks.states import DELIVERY_MOVES, DeliveryStatus, Event, Failure
from webhooks.timing import moment_text


class Delivery(models.Model):
    """One thing that one webhook is told: frozen when it was noticed, sent until it is taken.

    Only the first of an object that waits has a time for its next try, so that nothing overtakes.
    """

    Status = DeliveryStatus

    webhook = models.ForeignKey(
        Webhook, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    event = models.CharField(_("event"), max_length=40, choices=Event.choices)
    # What it is about: as the table of revisions names it; nothing for a test.
    kind = models.CharField(max_length=30, blank=True)
    object_id = models.BigIntegerField(default=0)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    revision = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)

    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.WAITING
    )
    # Of these tries; sent again, it begins anew.
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    last_status_code = models.PositiveSmallIntegerField(null=True, blank=True)
    last_error = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    # What came back, the latest last: [{"at", "status", "ms", "error", "text"}].
    answers = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Taken, or given up.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "kind", "object_id", "revision"],
                name="one_delivery_per_revision",
            ),
            models.CheckConstraint(
                name="delivery_status_known", condition=Q(status__in=sorted(DeliveryStatus.values))
            ),
            models.CheckConstraint(
                name="delivery_event_known", condition=Q(event__in=sorted(Event.values))
            ),
            models.CheckConstraint(
                name="delivery_ended_has_time",
                condition=Q(status=DeliveryStatus.WAITING, ended_at__isnull=True)
                | Q(ended_at__isnull=False, next_try_at__isnull=True, claimed_at__isnull=True)
                & ~Q(status=DeliveryStatus.WAITING),
            ),
        ]
        indexes = [
            models.Index(
                fields=["webhook", "next_try_at"],
                name="delivery_due",
                condition=Q(next_try_at__isnull=False),
            ),
            models.Index(
                fields=["webhook", "kind", "object_id", "id"],
                name="delivery_waiting",
                condition=Q(status=DeliveryStatus.WAITING),
            ),
            models.Index(fields=["webhook", "id"], name="delivery_of_webhook"),
            models.Index(fields=["webhook", "status", "id"], name="delivery_by_status"),
            models.Index(
                fields=["ended_at"],
                name="delivery_to_clear",
                condition=Q(ended_at__isnull=False),
            ),
        ]
        triggers = [
            begins_open(
                "status", DeliveryStatus.WAITING, name="delivery_begins_waiting", what="A delivery"
            ),
            status_moves(name="delivery_moves", allowed=DELIVERY_MOVES.as_sql()),
            never_changes(
                *("webhook_id", "event", "kind", "object_id", "revision", "payload"),
                name="delivery_keeps_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.event}"

    @property
    def body(self) -> dict[str, Any]:
        """What is sent, each time the same."""
        return {
            "id": self.pk,
            "event": self.event,
            "created_date": moment_text(self.created_at),
            "channel": self.webhook.channel_id,
            "revision": self.revision,
            "object": self.payload,
        }
