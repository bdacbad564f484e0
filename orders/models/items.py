from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from orders.models.fields import AmountField
from orders.models.orders import Order
from orders.models.packages import Package
from orders.models.sellers import Seller
from orders.models.shipping import ShippingCompany
from orders.models.sums import amounts_by_trigger
from orders.models.triggers import belongs, item_moves
from orders.querysets import ItemQuerySet
from orders.states import Status


class OrderItem(models.Model):
    """A line of an order: the unit of status, invoice, tracking and cancellation."""

    class CancelStatus(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        COMPLETED = "completed", _("Completed")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="items", db_index=False)
    line_number = models.PositiveIntegerField()
    # Sellers and companies are deactivated, never deleted: no look-up needs these two indexes
    # beyond the ones below.
    seller = models.ForeignKey(
        Seller,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        db_index=False,
    )
    # What was sold is copied below, so that a product may change; none is ever deleted.
    product = models.ForeignKey(
        Product,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        db_index=False,
    )
    sku = models.CharField(max_length=128)
    name = models.CharField(max_length=255)
    attributes = models.JSONField(default=dict, blank=True)
    image_url = models.URLField(max_length=500, blank=True)
    non_returnable = models.BooleanField(default=False)
    quantity = models.PositiveIntegerField(default=1)
    retail_price = AmountField()
    price = AmountField()
    discount_amount = AmountField(default=0)
    net_amount = AmountField()
    installment_interest_amount = AmountField(default=0)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    tax_amount = AmountField(default=0)
    reserved_amount = AmountField(default=0)
    refunded_amount = AmountField(default=0)
    status = models.SmallIntegerField(choices=Status.choices, default=Status.WAITING)
    status_before_cancellation = models.SmallIntegerField(
        choices=Status.choices, null=True, blank=True
    )
    # Empty, never '': an item for which nobody asked.
    cancel_status = models.CharField(  # noqa: DJ001
        max_length=10, choices=CancelStatus.choices, null=True, blank=True
    )
    package = models.ForeignKey(
        Package, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    shipping_company = models.ForeignKey(
        ShippingCompany, on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    tracking_number = models.CharField(max_length=128, blank=True, db_collation="C")
    carrier_shipping_code = models.CharField(max_length=128, blank=True)
    invoice_number = models.CharField(max_length=128, blank=True, db_collation="C")
    invoice_date = models.DateField(null=True, blank=True)
    e_archive_url = models.URLField(max_length=500, blank=True)
    delivered_date = models.DateTimeField(null=True, blank=True)
    estimated_delivery_date = models.DateTimeField(null=True, blank=True)
    extra_field = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["order_id", "line_number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["order", "line_number"], name="one_item_per_line"),
            models.CheckConstraint(name="item_has_quantity", condition=Q(quantity__gte=1)),
            models.CheckConstraint(
                name="item_net_amount_adds_up",
                condition=Q(net_amount=F("price") - F("discount_amount")),
            ),
            models.CheckConstraint(
                name="item_not_over_refunded",
                condition=Q(reserved_amount__gte=0)
                & Q(refunded_amount__gte=0)
                & Q(
                    net_amount__gte=F("reserved_amount")
                    + F("refunded_amount")
                    - F("installment_interest_amount")
                ),
            ),
            models.CheckConstraint(
                name="item_waiting_remembers_status",
                condition=Q(
                    status=Status.CANCELLATION_WAITING, status_before_cancellation__isnull=False
                )
                | ~Q(status=Status.CANCELLATION_WAITING)
                & Q(status_before_cancellation__isnull=True),
            ),
            models.CheckConstraint(
                name="item_status_known", condition=Q(status__in=sorted(Status.values))
            ),
            models.CheckConstraint(
                name="item_cancel_status_known",
                condition=Q(cancel_status__in=["approved", "completed", "rejected", "waiting"]),
            ),
            models.CheckConstraint(
                name="item_amounts_not_negative",
                condition=Q(retail_price__gte=0)
                & Q(price__gte=0)
                & Q(discount_amount__gte=0)
                & Q(net_amount__gte=0)
                & Q(installment_interest_amount__gte=0)
                & Q(tax_rate__gte=0)
                & Q(tax_amount__gte=0),
            ),
        ]
        indexes = [
            models.Index(fields=["seller", "order"], name="item_by_seller"),
            models.Index(
                fields=["tracking_number"],
                name="item_tracking",
                condition=Q(tracking_number__gt=""),
            ),
            models.Index(
                fields=["invoice_number"], name="item_invoice", condition=Q(invoice_number__gt="")
            ),
        ]
        triggers = [
            item_moves(),
            *amounts_by_trigger("reserved_amount", "refunded_amount", name="item_amounts"),
            # An item without a seller has no package: no package is of no seller.
            belongs(
                "package_id",
                "order_id",
                "seller_id",
                name="item_of_its_package",
                unless=(
                    "NEW.package_id IS NULL"
                    " OR package_is_of(NEW.package_id, NEW.order_id, NEW.seller_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.line_number} {self.sku}"

    @property
    def has_left(self) -> bool:
        """Whether it was shipped, whatever became of it."""
        return (self.status_before_cancellation or self.status) >= Status.SHIPPED

    @property
    def paid_amount(self) -> Decimal:
        """What the customer paid for the line, its share of card interest included."""
        paid: Decimal = self.net_amount + self.installment_interest_amount
        return paid
