from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from orders.models.channels import SalesChannel
from orders.models.triggers import never_changes


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
    is_active = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "channel_code"], name="one_customer_per_channel_code"
            )
        ]
        triggers = [never_changes("channel_id", name="customer_stays_in_channel")]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.channel_code


class Address(models.Model):
    """Where something goes. A row in use by an order is never edited: an edit makes a new one."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="addresses")
    first_name = models.CharField(_("first name"), max_length=255, blank=True)
    last_name = models.CharField(_("last name"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=64, blank=True)
    line = models.TextField(_("address"), blank=True)
    district = models.CharField(_("district"), max_length=128, blank=True)
    township = models.CharField(_("township"), max_length=128, blank=True)
    city = models.CharField(_("city"), max_length=128, blank=True)
    country = CountryField(_("country"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=32, blank=True)
    company_name = models.CharField(_("company"), max_length=255, blank=True)
    tax_office = models.CharField(_("tax office"), max_length=128, blank=True)
    tax_no = models.CharField(_("tax number"), max_length=64, blank=True)
    identity_number = models.CharField(_("identity number"), max_length=64, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.line, self.postcode, self.city, str(self.country)]))
