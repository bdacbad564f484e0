"""An export is its own receipt: what was asked for, and what the file holds."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exports.kinds import kind_choices
from exports.querysets import ExportQuerySet
from exports.states import EXPORT_MOVES, ExportFormat, ExportStatus, Failure
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from orders.models import OrderSelection
from orders.models.triggers import begins_open, never_changes, status_moves

PANELS = [(OMNITRON, "Omnitron"), (SELLER_CENTER, "Seller Center")]


class Export(models.Model):
    """One file of orders or of their items, from the wish for it to its expiry."""

    Format = ExportFormat
    Status = ExportStatus

    kind = models.CharField(max_length=20, choices=kind_choices)
    format = models.CharField(max_length=4, choices=ExportFormat.choices)
    columns = ArrayField(models.CharField(max_length=64))
    # Empty once a customer was erased for whom it searched.
    selection = models.ForeignKey(
        OrderSelection, on_delete=models.SET_NULL, null=True, related_name="exports"
    )
    panel = models.CharField(max_length=40, choices=PANELS)
    # In Seller Center it is its owner's as long as they work for all of these.
    seller_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    zone = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    # Where the product was reached when it was asked for: its mail leads there.
    site = models.CharField(max_length=300)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports"
    )
    requested_at = models.DateTimeField(auto_now_add=True)

    status = models.CharField(
        max_length=10, choices=ExportStatus.choices, default=ExportStatus.REQUESTED
    )
    # Who writes the file holds the claim as long as it is renewed.
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    rows_done = models.PositiveBigIntegerField(default=0)
    # Counted when it begins, in the snapshot that the rows come from.
    rows_total = models.PositiveBigIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=20, choices=Failure.choices, blank=True)

    # The moment that all rows are of.
    snapshot_at = models.DateTimeField(null=True, blank=True)
    # {"BRL": "1249.90"}
    sums = models.JSONField(default=dict, blank=True)
    # Chosen one by one, and gone or no longer visible: how many, and the first that may be named.
    missing_count = models.PositiveIntegerField(default=0)
    missing_numbers = ArrayField(models.CharField(max_length=128), default=list, blank=True)
    file = models.CharField(max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    # Who writes the mail claims it first; a claim lapses, a mail that went out does not.
    mail_claimed_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        permissions = [("export_orders", _("Export orders and their items"))]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.CheckConstraint(
                name="export_format_known", condition=Q(format__in=sorted(ExportFormat.values))
            ),
            models.CheckConstraint(
                name="export_status_known", condition=Q(status__in=sorted(ExportStatus.values))
            ),
            models.CheckConstraint(
                name="export_panel_known", condition=Q(panel__in=sorted(dict(PANELS)))
            ),
            # What is offered has a file and its figures; what is not has none.
            models.CheckConstraint(
                name="export_ready_with_file",
                condition=Q(
                    ~Q(file=""),
                    ~Q(sha256=""),
                    status=ExportStatus.READY,
                    rows_total__isnull=False,
                    snapshot_at__isnull=False,
                    expires_at__isnull=False,
                )
                | ~Q(status=ExportStatus.READY) & Q(file=""),
            ),
            models.CheckConstraint(
                name="export_failed_with_error",
                condition=Q(~Q(error=""), status=ExportStatus.FAILED)
                | ~Q(status=ExportStatus.FAILED) & Q(error=""),
            ),
            models.CheckConstraint(
                name="export_running_is_claimed",
                condition=~Q(status=ExportStatus.RUNNING)
                | Q(claim__isnull=False, claimed_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["requested_by", "-id"], name="export_of_person"),
            models.Index(
                fields=["requested_at"],
                name="export_to_run",
                condition=Q(status__in=[ExportStatus.REQUESTED, ExportStatus.RUNNING]),
            ),
            models.Index(
                fields=["expires_at"],
                name="export_to_expire",
                condition=Q(status=ExportStatus.READY),
            ),
            models.Index(
                fields=["finished_at"],
                name="export_to_mail",
                condition=Q(
                    status__in=[ExportStatus.FAILED, ExportStatus.READY], mailed_at__isnull=True
                ),
            ),
        ]
        triggers = [
            begins_open(
                "status", ExportStatus.REQUESTED, name="export_begins_requested", what="Export"
            ),
            status_moves(name="export_moves", allowed=EXPORT_MOVES.as_sql()),
            never_changes(
                "kind",
                "format",
                "columns",
                "panel",
                "zone",
                "requested_by_id",
                name="export_keeps_what_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}.{self.format}"

    @property
    def amounts(self) -> list[tuple[str, Decimal]]:
        """The sums, by currency."""
        return [(currency, Decimal(amount)) for currency, amount in sorted(self.sums.items())]

    @property
    def download_name(self) -> str:
        """What the file is called on the disk of whoever downloads it."""
        return f"{self.kind}-{self.pk}.{self.format}".replace("_", "-")
