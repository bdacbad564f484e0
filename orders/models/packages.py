from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.models.channels import SalesChannel
from orders.models.orders import Order
from orders.models.sellers import DeliverySetting, Seller
from orders.models.shipping import ShippingCompany
from orders.models.triggers import belongs, never_changes
from orders.package_actions import IN_PREPARATION, ON_THEIR_WAY, PackageAction, allows
from orders.querysets import PackageQuerySet
from orders.states import PackageStatus


class Package(models.Model):
    """What one seller sends of an order in one parcel."""

    number = models.CharField(_("package"), max_length=140, db_collation="C")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="packages")
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="packages", db_index=False
    )
    delivery_setting = models.ForeignKey(
        DeliverySetting, on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    # Both the order's, so that a list of a channel in order of date reads one table.
    channel = models.ForeignKey(
        SalesChannel, on_delete=models.PROTECT, related_name="packages", db_index=False
    )
    placed_at = models.DateTimeField()
    # Whether Seller Center has it: its order was approved, and not each item of it waits for that.
    # This, whether it is held, status, times and tracking are derived from the items by `roll_up`;
    # of the times it forgets those of steps that were taken back.
    is_shown = models.BooleanField(default=False)
    status = models.CharField(
        max_length=20, choices=PackageStatus.choices, default=PackageStatus.WAITING_PACKAGING
    )
    # Nothing that is left of it could be moved: nobody packs or sends it meanwhile.
    is_held = models.BooleanField(default=False, db_default=False)
    shipping_company = models.ForeignKey(
        ShippingCompany, on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    tracking_number = models.CharField(max_length=128, blank=True)
    # By when the delivery setting wants it to have left.
    ship_by = models.DateTimeField(null=True, blank=True)
    preparing_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    shipped_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[PackageQuerySet] = PackageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        permissions = [("pack_orders", _("Pack and ship packages of one’s seller"))]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_package_per_number"),
            models.CheckConstraint(
                name="package_status_known",
                condition=Q(status__in=sorted(PackageStatus.values)),
            ),
        ]
        # Lists read what is seen of each channel, or of each seller, in order of date (`parts_of`
        # of Seller Center). The marketplace's has all sellers, and may be asked for one of them:
        # without its channels beside, one who sells elsewhere would be read to the end. What is in
        # work is little: a status of it, and what is late, is found within the index.
        indexes = [
            models.Index(
                fields=["channel", "placed_at", "id"],
                name="package_by_channel",
                condition=Q(is_shown=True),
            ),
            models.Index(
                fields=["seller", "placed_at", "id"],
                name="package_by_seller",
                condition=Q(is_shown=True),
            ),
            models.Index(
                fields=["seller", "channel", "placed_at", "id"],
                name="package_by_seller_in_channel",
                condition=Q(is_shown=True),
            ),
            models.Index(
                fields=["seller", "status", "is_shown", "placed_at", "id"],
                name="package_by_status_of_seller",
            ),
            models.Index(
                fields=["channel", "is_shown", "placed_at", "id"],
                include=["status", "ship_by"],
                name="package_in_preparation",
                condition=Q(status__in=sorted(IN_PREPARATION), is_held=False),
            ),
            models.Index(
                fields=["channel", "is_shown", "placed_at", "id"],
                include=["status"],
                name="package_on_its_way",
                condition=Q(status__in=sorted(ON_THEIR_WAY)),
            ),
        ]
        triggers = [
            never_changes("order_id", "seller_id", name="package_stays_with_order"),
            belongs(
                "delivery_setting_id",
                name="delivery_of_its_seller",
                unless="NEW.delivery_setting_id IS NULL"
                " OR delivery_is_for(NEW.delivery_setting_id, NEW.seller_id)",
            ),
            belongs(
                "channel_id",
                name="package_in_channel_of_order",
                unless="NEW.channel_id = order_channel(NEW.order_id)",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def allows(self, action: PackageAction) -> bool:
        """Whether it lets an action happen now."""
        return allows(self.status, action, is_held=self.is_held)

    @property
    def waits_to_leave(self) -> bool:
        """Whether somebody has to pack or ship it."""
        return self.status in IN_PREPARATION and not self.is_held

    @property
    def is_late(self) -> bool:
        """Whether it should have left by now."""
        return self.waits_to_leave and self.ship_by is not None and self.ship_by < timezone.now()
