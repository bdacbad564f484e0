"""What people do about a refund that is made by hand."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.models.triggers import append_only, never_deleted
from payments.models.refunds import Refund


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    model_name="ManualRefundHistory",
    # Personal data must be erasable.
    exclude=["note", "proof_name"],
    meta={"default_permissions": (), "triggers": append_only()},
)
class ManualRefund(models.Model):
    """Who has taken a refund by hand upon them, and how it was made."""

    refund = models.OneToOneField(
        Refund, on_delete=models.PROTECT, primary_key=True, related_name="manual"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    owned_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    made_on = models.DateField(_("date"), null=True)
    reference = models.CharField(_("reference"), max_length=128, blank=True)
    note = models.TextField(_("note"), blank=True)
    proof = models.FileField(_("proof"), upload_to="proofs/%Y/%m/", blank=True)
    proof_name = models.CharField(max_length=255, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="manual_refund_made_by_somebody",
                condition=Q(made_by=None, made_on=None)
                | (Q(made_by__isnull=False, made_on__isnull=False) & ~Q(reference="")),
            )
        ]
        indexes = [
            models.Index(
                fields=["reference"], name="manual_refund_reference", condition=~Q(reference="")
            )
        ]
        triggers = [*never_deleted(name="manual_refund")]

    def __str__(self) -> str:
        return str(self.refund_id)
