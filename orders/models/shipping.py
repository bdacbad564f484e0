from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class ShippingCompany(models.Model):
    """A carrier; files and pages may name no other."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    tracking_url_template = models.CharField(
        _("tracking address"),
        max_length=500,
        blank=True,
        help_text=_("Where a parcel is followed; {tracking_number} stands for its number."),
    )
    needs_tracking_number = models.BooleanField(_("needs a tracking number"), default=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        permissions = [("manage_shipping_companies", _("Set up shipping companies"))]
        verbose_name = _("shipping company")
        verbose_name_plural = _("shipping companies")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an address that is no web page, or that leads to the same page for all parcels."""
        template = self.tracking_url_template
        if template and not template.startswith(("https://", "http://")):
            message = _("Give a web address that begins with https://.")
        elif template and "{tracking_number}" not in template:
            message = _("Say with {tracking_number} where the number goes.")
        else:
            return
        raise ValidationError({"tracking_url_template": message})

    def tracking_url(self, tracking_number: str) -> str:
        """Where the parcel is followed; empty where the company has no such page."""
        if not self.tracking_url_template or not tracking_number:
            return ""
        return self.tracking_url_template.replace(
            "{tracking_number}", quote(tracking_number, safe="")
        )
