from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from orders.models.channels import SalesChannel
from orders.models.customers import Address, Customer
from orders.models.fields import AmountField
from orders.models.sums import amounts_by_trigger
from orders.models.triggers import belongs, never_changes
from orders.querysets import OrderQuerySet
from orders.states import UNAPPROVED, Status


def _list_indexes(column: str, *, name: str) -> list[models.Index]:
    """A list column in order of date where it has one value, and the few rows with several.

    One inverted index over all lists would have no order: a common value took the planner over
    40,000 rows of a million.
    """
    return [
        models.Index(fields=[column, "placed_at", "id"], name=f"order_by_{name}"),
        GinIndex(
            fields=[column],
            name=f"order_several_{name}",
            condition=Q(**{f"{column}__len__gt": 1}),
        ),
    ]


class Order(models.Model):
    """What a customer bought in one go, in one channel, in one currency."""

    class Platform(models.TextChoices):
        WEB = "web", _("Web")
        IOS = "ios", "iOS"
        ANDROID = "android", "Android"
        INSTORE = "instore", _("In store")
        DEFAULT = "default", _("Default")

    number = models.CharField(_("order number"), max_length=128, db_collation="C")
    channel = models.ForeignKey(
        SalesChannel, on_delete=models.PROTECT, related_name="orders", db_index=False
    )
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="orders")
    first_name = models.CharField(_("first name"), max_length=255, blank=True)
    last_name = models.CharField(_("last name"), max_length=255, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=64, blank=True)
    # Addresses in use are never deleted, so nothing ever looks an order up by its address.
    billing_address = models.ForeignKey(
        Address, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    shipping_address = models.ForeignKey(
        Address, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    status = models.SmallIntegerField(choices=Status.choices, default=Status.WAITING)
    placed_at = models.DateTimeField()
    client_type = models.CharField(
        max_length=20, choices=Platform.choices, default=Platform.DEFAULT, db_collation="C"
    )
    language_code = models.CharField(max_length=10, blank=True)
    currency = models.CharField(max_length=3, db_collation="C")
    amount = AmountField()
    shipping_amount = AmountField(default=0)
    net_shipping_amount = AmountField(default=0)
    shipping_tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    shipping_reserved = AmountField(default=0)
    shipping_refunded = AmountField(default=0)
    discount_amount = AmountField(default=0)
    installment_count = models.PositiveSmallIntegerField(default=1)
    installment_interest_amount = AmountField(default=0)
    payment_option_fee = AmountField(default=0)
    is_send = models.BooleanField(_("reported to ERP"), default=False)
    delivery_type = models.CharField(max_length=50, blank=True)
    cargo_company = models.CharField(max_length=100, blank=True)
    notes = models.TextField(blank=True)
    has_gift_box = models.BooleanField(default=False)
    gift_box_note = models.TextField(blank=True)
    remote_addr = models.GenericIPAddressField(null=True, blank=True)
    extra_field = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    # Derived from items and payments by `roll_up` and `roll_up_payments`, so that a list reads
    # one table: joining a million items for a filter costs a hundred times as much.
    item_count = models.PositiveIntegerField(default=0)
    cancellation_waiting = models.BooleanField(default=False)
    # When its first item was approved, whatever became of it later: Seller Center shows the order.
    approved_at = models.DateTimeField(null=True, blank=True)
    seller_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    shipping_company_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    payment_types = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    search = models.GeneratedField(
        expression=Func(
            F("first_name"), F("last_name"), F("email"), F("phone"), function="order_document"
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[OrderQuerySet] = OrderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        permissions = [
            ("view_orders", _("Look orders up")),
            ("place_orders", _("Take orders in by the API")),
            ("change_items", _("Change order lines by the API")),
            ("edit_customer", _("Edit customer information and addresses")),
            ("add_note", _("Add notes to the order log")),
            ("correct_status", _("Correct a wrong status")),
            ("erase_customer", _("Erase a customer's personal data")),
        ]
        constraints = [
            # Not `unique=True`, which would add a second index for LIKE; this one, in the order
            # of bytes, finds beginnings too.
            models.UniqueConstraint(fields=["number"], name="one_order_per_number"),
            models.CheckConstraint(
                name="order_shipping_not_over_refunded",
                condition=Q(shipping_reserved__gte=0)
                & Q(shipping_refunded__gte=0)
                & Q(net_shipping_amount__gte=F("shipping_reserved") + F("shipping_refunded")),
            ),
            models.CheckConstraint(
                name="order_amounts_not_negative",
                condition=Q(amount__gte=0)
                & Q(shipping_amount__gte=0)
                & Q(net_shipping_amount__gte=0)
                & Q(discount_amount__gte=0)
                & Q(shipping_tax_rate__gte=0)
                & Q(installment_interest_amount__gte=0)
                & Q(payment_option_fee__gte=0),
            ),
            models.CheckConstraint(
                name="order_platform_known",
                condition=Q(client_type__in=["android", "default", "instore", "ios", "web"]),
            ),
            models.CheckConstraint(
                name="order_status_known", condition=Q(status__in=sorted(Status.values))
            ),
        ]
        # Each one serves a filter of the list in both sorts; docs/performance.md says which.
        indexes = [
            models.Index(fields=["placed_at", "id"], name="order_by_date"),
            models.Index(fields=["status", "placed_at", "id"], name="order_by_status"),
            models.Index(fields=["channel", "placed_at", "id"], name="order_by_channel"),
            models.Index(fields=["client_type", "placed_at", "id"], name="order_by_platform"),
            models.Index(fields=["currency", "amount", "id"], name="order_by_amount"),
            models.Index(
                fields=["placed_at", "id"], name="order_unreported", condition=Q(is_send=False)
            ),
            models.Index(
                fields=["placed_at", "id"],
                name="order_cancellation_waiting",
                condition=Q(cancellation_waiting=True),
            ),
            models.Index(
                fields=["placed_at", "id"],
                name="order_approved_in_part",
                condition=Q(status__in=sorted(UNAPPROVED), approved_at__isnull=False),
            ),
            GinIndex(fields=["search"], name="order_words"),
            *_list_indexes("payment_types", name="payment"),
            *_list_indexes("seller_ids", name="seller"),
            *_list_indexes("shipping_company_ids", name="company"),
        ]
        # After, not before: with any trigger before an UPDATE PostgreSQL works out `search` anew
        # for each row, whatever it changes, which makes a change of status half as dear again.
        triggers = [
            belongs(
                "customer_id",
                "channel_id",
                name="order_in_channel_of_customer",
                unless="NEW.channel_id = customer_channel(NEW.customer_id)",
                when=pgtrigger.After,
            ),
            never_changes("channel_id", name="order_keeps_channel", when=pgtrigger.After),
            never_changes("currency", name="order_keeps_currency", when=pgtrigger.After),
            *amounts_by_trigger(
                "shipping_reserved",
                "shipping_refunded",
                name="order_shipping",
                when=pgtrigger.After,
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def customer_name(self) -> str:
        """First and last name as the order has them."""
        return f"{self.first_name} {self.last_name}".strip()


class DiscountItem(models.Model):
    """A discount of the whole order, spread over its lines at placement and frozen."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="discounts")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=100, blank=True)
    amount = AmountField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="discount_not_negative", condition=Q(amount__gte=0))
        ]

    def __str__(self) -> str:
        return self.code or self.name


class Contract(models.Model):
    """A text that the customer was shown at checkout, and whether it was accepted."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(max_length=50)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.title
