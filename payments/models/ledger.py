"""The internal ledger: what customers got back as loyalty money or into their wallet."""

from django.db import models
from django.db.models import Q

from orders.models import Customer
from orders.models.fields import AmountField
from orders.models.triggers import append_only
from payments.models.transactions import PaymentType

INTERNAL_TYPES = (PaymentType.LOYALTY_MONEY, PaymentType.WALLET)


class InternalLedgerEntry(models.Model):
    """One refund, booked once under its key; never edited."""

    PREFIX = "ledger-"

    key = models.UUIDField(unique=True)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="internal_ledger_entries"
    )
    payment_type = models.CharField(
        max_length=32, choices=[(kind.value, kind.label) for kind in INTERNAL_TYPES]
    )
    payment_reference = models.CharField(max_length=255, db_collation="C")
    amount = AmountField()
    currency = models.CharField(max_length=3, db_collation="C")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="ledger_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="ledger_payment_type_internal",
                condition=Q(payment_type__in=sorted(INTERNAL_TYPES)),
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The name of the entry, as a refund keeps it."""
        return f"{self.PREFIX}{self.pk}"
