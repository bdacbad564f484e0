"""What gateways tell of their own accord, kept before anything is made of it."""

from django.db import models
from django.db.models import Q

from orders.models.triggers import never_changes, never_deleted


class GatewayNotice(models.Model):
    """One webhook, or an answer that nobody could make anything of yet; stored once."""

    gateway = models.CharField(max_length=32)
    event_id = models.CharField(max_length=255, db_collation="C")
    received_at = models.DateTimeField(auto_now_add=True)
    # The notice as `payments.gateways.base.Notice` reads it, so that it can be handled later.
    content = models.JSONField()
    handled_at = models.DateTimeField(null=True, blank=True)
    # When it is tried again if it could not be handled yet; empty as long as nobody tried.
    next_try_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["gateway", "event_id"], name="one_notice_per_event")
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                name="notice_to_handle",
                condition=Q(handled_at__isnull=True),
            )
        ]
        triggers = [
            never_changes("gateway", "event_id", "content", name="notice_stays"),
            *never_deleted(name="notice"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"
