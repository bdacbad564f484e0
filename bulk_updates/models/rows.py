from typing import ClassVar

from django.db import models
from django.db.models import Q

from bulk_updates.models.bulk_updates import BulkUpdate
from bulk_updates.querysets import RowQuerySet
from bulk_updates.states import RowOutcome


class BulkUpdateRow(models.Model):
    """A row of a file as it was read, with what the check made of it.

    Of a column that the file does not have, or whose cell is blank, nothing is kept.
    """

    pk = models.CompositePrimaryKey("bulk_update", "line")
    bulk_update = models.ForeignKey(
        BulkUpdate, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    # Of the file, so that an editor or Excel goes to it.
    line = models.PositiveIntegerField()
    order_number = models.TextField(null=True)  # noqa: DJ001
    order_item_id = models.TextField(null=True)  # noqa: DJ001
    row_version = models.TextField(null=True)  # noqa: DJ001
    status = models.TextField(null=True)  # noqa: DJ001
    shipping_company = models.TextField(null=True)  # noqa: DJ001
    tracking_number = models.TextField(null=True)  # noqa: DJ001
    invoice_number = models.TextField(null=True)  # noqa: DJ001
    invoice_date = models.TextField(null=True)  # noqa: DJ001
    e_archive_url = models.TextField(null=True)  # noqa: DJ001

    outcome = models.CharField(max_length=10, blank=True, default="", db_default="")
    # Why it was refused: a code of `bulk_updates.reasons`, the column that it is about, its values.
    reason = models.CharField(max_length=32, blank=True, default="", db_default="")
    column = models.CharField(max_length=20, blank=True, default="", db_default="")
    # Empty for most rows of a million.
    reason_values = models.JSONField(null=True)

    # Keys without constraints: a million look-ups, and orders and items are never deleted.
    item_id = models.BigIntegerField(null=True)
    order_id = models.BigIntegerField(null=True)
    item_version = models.PositiveIntegerField(null=True)
    # {"column": [before, after]} as the order log has it, of what the row changes.
    changes = models.JSONField(null=True)

    objects: ClassVar[RowQuerySet] = RowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="bulk_update_row_outcome_known",
                condition=Q(outcome__in=sorted(RowOutcome.values)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["bulk_update", "order_id"],
                name="bulk_update_row_to_apply",
                condition=Q(outcome="change"),
            ),
            models.Index(
                fields=["bulk_update", "line"],
                name="bulk_update_row_refused",
                condition=Q(outcome__in=["kept", "refused", "turned_bad"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bulk_update_id}: line {self.line}"
