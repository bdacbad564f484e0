from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from babel.numbers import is_currency
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.querysets import ChannelQuerySet


class SalesChannel(models.Model):
    """A place where the brand sells: its own shop, a marketplace, another company's, a store."""

    class Type(models.TextChoices):
        WEB = "web", _("Web shop")
        MARKETPLACE = "marketplace", _("Marketplace")
        SALES_CHANNEL = "sales_channel", _("Sales channel")
        INSTORE = "instore", _("In store")

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("short name"), max_length=100, unique=True)
    channel_type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    currency = models.CharField(_("currency"), max_length=3)
    timezone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(_("active"), default=True)
    conf = models.JSONField(_("configuration"), default=dict, blank=True)

    objects: ClassVar[ChannelQuerySet] = ChannelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="channel_type_known",
                condition=models.Q(
                    channel_type__in=["instore", "marketplace", "sales_channel", "web"]
                ),
            )
        ]
        permissions = [("manage_channels", _("Set up sales channels and who has access"))]
        verbose_name = _("sales channel")
        verbose_name_plural = _("sales channels")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that its days begin in."""
        return ZoneInfo(self.timezone)

    def clean(self) -> None:
        """Refuse a currency or a time zone that the standards do not have."""
        if not is_currency(self.currency):
            raise ValidationError({"currency": _("There is no such currency.")})
        if self.timezone not in available_timezones():
            raise ValidationError({"timezone": _("There is no such time zone.")})


class ChannelAccess(models.Model):
    """A user who may see the orders of a channel."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="channel_access"
    )
    channel = models.ForeignKey(SalesChannel, on_delete=models.CASCADE, related_name="access")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "channel"], name="one_access_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.channel}"
