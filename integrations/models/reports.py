"""What went wrong, or well, at a client."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from integrations.content_types import LONGEST_NAME
from integrations.querysets import ReportQuerySet
from orders.models import SalesChannel


class ErrorReport(models.Model):
    """What a client tells of something that it did with another system."""

    channel = models.ForeignKey(
        SalesChannel, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # What was being done, and for what.
    action_content_type = models.CharField(max_length=LONGEST_NAME, blank=True)
    action_object_id = models.BigIntegerField(null=True, blank=True)
    target_content_type = models.CharField(max_length=LONGEST_NAME, blank=True)
    target_object_id = models.BigIntegerField(null=True, blank=True)
    object_modified_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=500, blank=True)
    error_desc = models.TextField(blank=True)
    raw_request = models.TextField(blank=True)
    raw_response = models.TextField(blank=True)
    is_ok = models.BooleanField(default=False)
    # Of a place that was not found: what else the client knew of it.
    details = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["channel", "-id"], name="failure_of_channel", condition=Q(is_ok=False)
            ),
            models.Index(fields=["created_at"], name="report_by_age"),
        ]

    def __str__(self) -> str:
        return self.error_code or str(self.pk)
