from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulk_updates.querysets import BulkUpdateQuerySet
from bulk_updates.states import BULK_UPDATE_MOVES, BulkUpdateStatus
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from orders.models.triggers import never_deleted, status_moves


class BulkUpdate(models.Model):
    """A file with new values for items of orders: read, checked, shown, applied, perhaps undone."""

    Status = BulkUpdateStatus

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel"

    class Encoding(models.TextChoices):
        UTF_8 = "utf-8-sig", "UTF-8"
        UTF_16 = "utf-16", "UTF-16"
        UTF_16_LE = "utf-16-le", _("UTF-16, little-endian")
        UTF_16_BE = "utf-16-be", _("UTF-16, big-endian")
        WINDOWS_1254 = "cp1254", _("Windows-1254 (Turkish)")
        WINDOWS_1252 = "cp1252", _("Windows-1252 (Western European)")

    class Delimiter(models.TextChoices):
        COMMA = ",", _("Comma")
        SEMICOLON = ";", _("Semicolon")
        TAB = "\t", _("Tab")

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # Where it was handed over, which decides what it may do.
    panel = models.CharField(
        max_length=40,
        choices=[(OMNITRON, "Omnitron"), (SELLER_CENTER, "Seller Center")],
        default=OMNITRON,
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    file = models.FileField(max_length=200, blank=True)
    file_name = models.CharField(max_length=150)
    file_size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=4, choices=Format.choices)
    # Empty: to be found out; afterwards what was found, or chosen by a person.
    encoding = models.CharField(max_length=12, choices=Encoding.choices, blank=True)
    delimiter = models.CharField(max_length=1, choices=Delimiter.choices, blank=True)
    status = models.CharField(
        max_length=12, choices=BulkUpdateStatus.choices, default=BulkUpdateStatus.UPLOADED
    )

    # Why it cannot be read: a code of `bulk_updates.reading.problems` with its values.
    problem = models.CharField(max_length=40, blank=True)
    problem_values = models.JSONField(default=dict, blank=True)

    # What the file has: which columns, and which of them nothing reads.
    columns = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    ignored_columns = ArrayField(models.CharField(max_length=150), default=list, blank=True)
    row_count = models.PositiveIntegerField(null=True, blank=True)
    remark_count = models.PositiveIntegerField(default=0)

    # What the check found; row_count is the sum of the first three.
    change_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    order_count = models.PositiveIntegerField(default=0)
    # [{"column", "kind", "before", "after", "items"}] and {reason: rows}
    groups = models.JSONField(default=list, blank=True)
    refusals = models.JSONField(default=dict, blank=True)
    # Whose channels these are may see it.
    channel_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # In Seller Center it is its owner's as long as they work for all of these.
    seller_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    # Apply only if all rows are good.
    all_or_nothing = models.BooleanField(default=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    changed_count = models.PositiveIntegerField(default=0)
    turned_bad_count = models.PositiveIntegerField(default=0)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    undoing_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    restored_count = models.PositiveIntegerField(default=0)
    kept_count = models.PositiveIntegerField(default=0)
    # The rows and the file are kept for some time only.
    cleared_at = models.DateTimeField(null=True, blank=True)

    # Which worker is at it, and until when nobody else may be.
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    # Since when it waits because something kept the worker from going on; it is tried again.
    troubled_at = models.DateTimeField(null=True, blank=True)
    # Orders up to these keys are applied, and undone.
    applied_until = models.BigIntegerField(default=0)
    undone_until = models.BigIntegerField(default=0)
    # How often a worker began to read it: a file that ends its worker is not read for ever.
    reading_attempts = models.PositiveSmallIntegerField(default=0)
    # How far the reading is, in bytes, and the check, in lines.
    bytes_read = models.PositiveBigIntegerField(default=0)
    lines_checked = models.PositiveIntegerField(default=0)

    objects: ClassVar[BulkUpdateQuerySet] = BulkUpdateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("update_orders", _("Update thousands of order lines from a file"))]
        constraints = [
            models.CheckConstraint(
                name="bulk_update_status_known",
                condition=Q(status__in=sorted(BulkUpdateStatus.values)),
            ),
            models.CheckConstraint(
                name="bulk_update_panel_known",
                condition=Q(panel__in=[OMNITRON, SELLER_CENTER]),
            ),
            models.CheckConstraint(
                name="bulk_update_claim_has_an_end",
                condition=Q(claim__isnull=True) | Q(claimed_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["claimed_until"],
                name="bulk_update_in_work",
                condition=Q(status__in=["applying", "parsing", "undoing", "uploaded"]),
            ),
        ]
        triggers = [
            status_moves(name="bulk_update_moves", allowed=f"({BULK_UPDATE_MOVES.as_sql()})"),
            *never_deleted(name="bulk_update"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    @property
    def seen(self) -> str:
        """What tells this preview from one of the same file that was read again."""
        return self.checked_at.isoformat() if self.checked_at else ""
