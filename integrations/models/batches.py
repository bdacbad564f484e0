"""What a client takes over in one go."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from integrations.content_types import LONGEST_NAME
from integrations.querysets import IntegrationQuerySet
from integrations.states import BATCH_MOVES, BatchStatus
from orders.models import SalesChannel
from orders.models.triggers import begins_open, never_changes, status_moves


class BatchRequest(models.Model):
    """A client says of some things that it takes them over, and later what became of them."""

    Status = BatchStatus

    channel = models.ForeignKey(
        SalesChannel, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    local_batch_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # What the other system calls it.
    remote_batch_id = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=LONGEST_NAME, blank=True, db_collation="C")
    status = models.CharField(
        max_length=20, choices=BatchStatus.choices, default=BatchStatus.INITIALIZED
    )
    # Tells a request that comes again from one that says something else.
    last_digest = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[IntegrationQuerySet] = IntegrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="batch_status_known", condition=Q(status__in=sorted(BatchStatus.values))
            )
        ]
        indexes = [
            models.Index(fields=["channel", "status", "id"], name="batch_by_status"),
            models.Index(fields=["created_at"], name="batch_by_age"),
        ]
        triggers = [
            begins_open(
                "status", BatchStatus.INITIALIZED, name="batch_begins_open", what="A batch request"
            ),
            status_moves(name="batch_moves", allowed=BATCH_MOVES.as_sql()),
            never_changes("channel_id", "local_batch_id", name="batch_keeps_its_channel"),
        ]

    def __str__(self) -> str:
        return str(self.local_batch_id)


class BatchObject(models.Model):
    """One thing in a batch, as of when the client has it."""

    batch = models.ForeignKey(
        BatchRequest, on_delete=models.CASCADE, related_name="objects_of", db_index=False
    )
    content_type = models.CharField(max_length=LONGEST_NAME, db_collation="C")
    object_id = models.BigIntegerField()
    version_date = models.DateTimeField(null=True)
    # It failed: it is to be due again, as soon as nobody is changing it.
    gives_back = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "content_type", "object_id"], name="once_in_a_batch"
            )
        ]
        indexes = [
            models.Index(fields=["id"], name="object_to_give_back", condition=Q(gives_back=True))
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"
