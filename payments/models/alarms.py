"""What Finance has to hear about refunds, kept before anybody is written to."""

from django.db import models
from django.db.models import Q

from orders.models.triggers import never_changes, never_deleted
from payments.models.refunds import Refund


class RefundAlarm(models.Model):
    """One mail to Finance about a refund: once for each cause."""

    class Cause(models.TextChoices):
        TAKEN_BACK = "taken_back"
        PAID_AFTER_ALL = "paid_after_all"

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="alarms")
    cause = models.CharField(max_length=20, choices=Cause.choices)
    raised_at = models.DateTimeField(auto_now_add=True)
    # Who writes claims it first; a claim lapses, a mail that went out does not.
    claimed_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["refund", "cause"], name="one_alarm_per_cause")
        ]
        indexes = [
            models.Index(
                fields=["raised_at"], name="alarm_to_mail", condition=Q(mailed_at__isnull=True)
            )
        ]
        triggers = [
            never_changes("refund_id", "cause", name="alarm_stays"),
            *never_deleted(name="alarm"),
        ]

    def __str__(self) -> str:
        return f"{self.refund_id} {self.cause}"
