"""What a thing of ours is called elsewhere, and how it stands there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integrations.content_types import LONGEST_NAME
from integrations.querysets import IntegrationQuerySet
from integrations.states import ActionStatus
from orders.models import SalesChannel


class IntegrationAction(models.Model):
    """One thing of ours in one sales channel: its name there, and what became of it last.

    One name there may stand for several things of ours.
    """

    Status = ActionStatus

    channel = models.ForeignKey(
        SalesChannel, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    content_type = models.CharField(max_length=LONGEST_NAME, db_collation="C")
    object_id = models.BigIntegerField()
    remote_id = models.CharField(max_length=255, blank=True, db_collation="C")
    # As of when the other system has it.
    version_date = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=ActionStatus.choices)
    failed_reason_type = models.CharField(max_length=50, blank=True)
    # The batch that took it over last; the number outlives the batch.
    local_batch_id = models.UUIDField(null=True, blank=True)
    state = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[IntegrationQuerySet] = IntegrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        permissions = [("integrate", _("Exchange data with other systems by the API"))]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "content_type", "object_id"], name="one_action_per_object"
            ),
            models.CheckConstraint(
                name="action_status_known", condition=Q(status__in=sorted(ActionStatus.values))
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "content_type", "remote_id"], name="action_by_remote"),
            models.Index(
                fields=["local_batch_id", "id"],
                name="action_of_batch",
                condition=Q(local_batch_id__isnull=False),
            ),
            models.Index(
                fields=["channel", "id"], name="action_failed", condition=Q(status="error")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}: {self.remote_id}"
