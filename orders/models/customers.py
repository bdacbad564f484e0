from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from geography.models import City, Country, District, Township
from orders.models.channels import SalesChannel
from orders.models.triggers import never_changes
from orders.people_querysets import AddressQuerySet, CustomerQuerySet


def _place(model: type[models.Model]) -> Any:
    """The key of a place; none is ever deleted, so that nothing looks addresses up by it."""
    return models.ForeignKey(
        model, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )


class Customer(models.Model):
    """A person who buys in a channel; orders keep their own copy of the names."""

    channel = models.ForeignKey(
        SalesChannel, on_delete=models.PROTECT, related_name="customers", db_index=False
    )
    channel_code = models.CharField(max_length=128, db_collation="C")
    email = models.EmailField(max_length=254, blank=True)
    first_name = models.CharField(max_length=255, blank=True)
    last_name = models.CharField(max_length=255, blank=True)
    phone_number = models.CharField(max_length=64, blank=True)
    erp_code = models.CharField(max_length=128, blank=True, default="", db_default="")
    extra_field = models.JSONField(default=dict, blank=True, db_default={})
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True, db_default=Now())
    modified_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects: ClassVar[CustomerQuerySet] = CustomerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "channel_code"], name="one_customer_per_channel_code"
            )
        ]
        indexes = [
            models.Index(fields=["channel", "id"], name="customer_of_channel"),
            models.Index(
                fields=["channel", "email"], name="customer_by_email", condition=Q(email__gt="")
            ),
            models.Index(
                fields=["channel", "phone_number"],
                name="customer_by_phone",
                condition=Q(phone_number__gt=""),
            ),
        ]
        triggers = [never_changes("channel_id", name="customer_stays_in_channel")]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.channel_code


class Address(models.Model):
    """Where something goes. A row in use by an order is never edited: an edit makes a new one.

    The texts are what is shown and printed. Keys of places are known where the API brought them.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="addresses")
    first_name = models.CharField(_("first name"), max_length=255, blank=True)
    last_name = models.CharField(_("last name"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=64, blank=True)
    line = models.TextField(_("address"), blank=True)
    district = models.CharField(_("district"), max_length=128, blank=True)
    township = models.CharField(_("township"), max_length=128, blank=True)
    city = models.CharField(_("city"), max_length=128, blank=True)
    country = CountryField(_("country"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=64, blank=True)
    company_name = models.CharField(_("company"), max_length=255, blank=True)
    tax_office = models.CharField(_("tax office"), max_length=128, blank=True)
    tax_no = models.CharField(_("tax number"), max_length=64, blank=True)
    identity_number = models.CharField(_("identity number"), max_length=64, blank=True)
    place_country = _place(Country)
    place_city = _place(City)
    place_township = _place(Township)
    place_district = _place(District)
    email = models.EmailField(max_length=254, blank=True, default="", db_default="")
    title = models.CharField(max_length=128, blank=True, default="", db_default="")
    notes = models.CharField(max_length=512, blank=True, default="", db_default="")
    e_bill_taxpayer = models.BooleanField(default=False, db_default=False)
    address_type = models.CharField(max_length=32, default="customer", db_default="customer")
    remote_id = models.CharField(max_length=128, blank=True, default="", db_default="")
    extra_field = models.JSONField(default=dict, blank=True, db_default={})
    is_active = models.BooleanField(default=True, db_default=True)
    # Of all that was said and whose it is; empty, never '', where nobody has to find it again.
    hash_data = models.CharField(max_length=32, null=True, blank=True)  # noqa: DJ001
    created_at = models.DateTimeField(auto_now_add=True, db_default=Now())
    modified_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects: ClassVar[AddressQuerySet] = AddressQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["hash_data"],
                name="one_address_per_hash",
                condition=Q(hash_data__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.line, self.postcode, self.city, str(self.country)]))
