from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.models import Order
from orders.models.fields import AmountField
from orders.models.sums import amounts_by_trigger
from orders.models.triggers import append_only, belongs


class PaymentType(models.TextChoices):
    """Ways to pay; the names are those of the public API."""

    CREDIT_CARD = "credit_card", _("Credit card")
    FUNDS_TRANSFER = "funds_transfer", _("Bank transfer")
    PAY_ON_DELIVERY = "pay_on_delivery", _("Pay on delivery")
    BKM_EXPRESS = "bkm_express", "BKM Express"
    LOYALTY_MONEY = "loyalty_money", _("Loyalty money")
    CASH_REGISTER = "cash_register", _("Cash register")
    GPAY = "gpay", "Google Pay"
    REDIRECTION = "redirection", _("Redirection")
    STORED_CARD = "stored_card", _("Stored card")
    MASTERPASS = "masterpass", "Masterpass"
    MASTERPASS_REST = "masterpass_rest", "Masterpass REST"
    CREDIT_PAYMENT = "credit_payment", _("Consumer credit")
    SAVED_CARD = "saved_card", _("Saved card")
    PAY_LATER = "pay_later", _("Pay later")
    CONFIRMATION = "confirmation", _("Confirmation")
    B2B = "b2b", _("Business account")
    WALLET = "wallet", _("Wallet")


# What the row was before each change, by whomever it was made. Payments come in by the thousand
# and are tracked from their first change on; the end of a card number must be erasable. What a
# worker notes for itself while it has a payment voided says nothing about money.
@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="PaymentTransactionHistory",
    exclude=["card_mask", "void_at", "void_checks"],
    meta={"default_permissions": (), "triggers": append_only()},
)
class PaymentTransaction(models.Model):
    """Money that a customer paid for an order, or promised to."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="transactions")
    payment_type = models.CharField(max_length=32, choices=PaymentType.choices)
    gateway = models.CharField(max_length=32)
    gateway_reference = models.CharField(max_length=255, blank=True, db_collation="C")
    amount = AmountField()
    currency = models.CharField(max_length=3, db_collation="C")
    captured_at = models.DateTimeField(null=True, blank=True)
    # When its gateway is next asked to let it go. Of no meaning once it was captured: a capture
    # that comes meanwhile must not fail.
    void_at = models.DateTimeField(null=True, blank=True)
    void_checks = models.PositiveIntegerField(default=0, db_default=0)
    voided_at = models.DateTimeField(null=True, blank=True)
    installment_count = models.PositiveSmallIntegerField(default=1)
    card_mask = models.CharField(max_length=32, blank=True)
    # Zero as long as nothing can be refunded; the CHECK below holds for whoever writes them.
    reserved_amount = AmountField(default=0)
    refunded_amount = AmountField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="transaction_not_over_refunded",
                condition=Q(reserved_amount__gte=0)
                & Q(refunded_amount__gte=0)
                & (
                    Q(
                        captured_at__isnull=False,
                        amount__gte=F("reserved_amount") + F("refunded_amount"),
                    )
                    | Q(captured_at__isnull=True, reserved_amount=0, refunded_amount=0)
                ),
            ),
            models.CheckConstraint(
                name="transaction_amount_not_negative", condition=Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="transaction_payment_type_known",
                condition=Q(payment_type__in=sorted(PaymentType.values)),
            ),
            models.CheckConstraint(
                name="transaction_voided_or_captured",
                condition=Q(voided_at__isnull=True)
                | Q(captured_at__isnull=True, void_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["gateway", "gateway_reference"],
                condition=~Q(gateway_reference=""),
                name="one_transaction_per_reference",
            ),
        ]
        indexes = [
            models.Index(
                fields=["void_at"],
                name="transaction_to_void",
                condition=Q(void_at__isnull=False),
            ),
            models.Index(fields=["payment_type", "id"], name="transaction_by_type"),
            models.Index(fields=["created_at", "id"], name="transaction_by_date"),
        ]
        triggers = [
            belongs(
                "order_id",
                "currency",
                name="transaction_in_currency_of_order",
                unless="NEW.currency = order_currency(NEW.order_id)",
            ),
            *amounts_by_trigger("reserved_amount", "refunded_amount", name="transaction_amounts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_payment_type_display()} {self.amount} {self.currency}"

    @property
    def left_amount(self) -> Decimal:
        """What could still go back: captured, not refunded, not set aside."""
        if self.captured_at is None:
            return Decimal(0)
        left: Decimal = self.amount - self.refunded_amount - self.reserved_amount
        return left
