from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.models.orders import Order
from orders.models.sellers import DeliverySetting, Seller
from orders.models.shipping import ShippingCompany
from orders.models.triggers import never_changes
from orders.states import PackageStatus


class Package(models.Model):
    """What one seller sends of an order in one parcel."""

    number = models.CharField(_("package"), max_length=64, db_collation="C")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="packages")
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="packages", db_index=False
    )
    delivery_setting = models.ForeignKey(
        DeliverySetting, on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    # Derived from the items by `roll_up`.
    status = models.CharField(
        max_length=20, choices=PackageStatus.choices, default=PackageStatus.WAITING_PACKAGING
    )
    shipping_company = models.ForeignKey(
        ShippingCompany, on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    tracking_number = models.CharField(max_length=128, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_package_per_number"),
            models.CheckConstraint(
                name="package_status_known",
                condition=Q(status__in=sorted(PackageStatus.values)),
            ),
        ]
        indexes = [models.Index(fields=["seller", "status", "id"], name="package_by_seller")]
        triggers = [never_changes("order_id", "seller_id", name="package_stays_with_order")]

    def __str__(self) -> str:
        return self.number
