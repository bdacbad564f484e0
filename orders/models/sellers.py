from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from omnitron.core.folding import folded
from orders.models.fields import AmountField
from orders.models.shipping import ShippingCompany
from orders.models.triggers import never_changes, stays_active
from orders.querysets import DeliverySettingQuerySet

LONGEST_HANDLING = 30


class Seller(models.Model):
    """A merchant of the marketplace."""

    code = models.CharField(_("code"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name", "code"]
        default_permissions = ()
        permissions = [("manage_sellers", _("Set up sellers and their staff"))]
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        indexes = [
            models.Index(fields=["name", "code"], name="seller_by_name"),
            models.Index(folded("name"), name="seller_by_folded_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SellerStaff(models.Model):
    """A user who works for a seller."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seller_staff"
    )
    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="staff")

    class Meta:
        default_permissions = ()
        permissions = [("manage_staff", _("Set up the users of one’s seller"))]
        constraints = [
            models.UniqueConstraint(fields=["user", "seller"], name="one_post_per_seller")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.seller}"


class DeliverySetting(models.Model):
    """How packages leave: a default of the marketplace owner, or a seller's own."""

    class Calculator(models.TextChoices):
        FREE = "free", _("Free")
        FIXED = "fixed", _("Fixed price")
        AMOUNT_BASED = "amount_based", _("By order amount")

    class ShippingOption(models.TextChoices):
        DELIVERY = "delivery", _("Delivery")
        EASY_RETURN = "easy_return", _("Delivery and easy return")

    slug = models.SlugField(_("short name"), max_length=100)
    name = models.CharField(_("name"), max_length=100)
    seller = models.ForeignKey(
        Seller,
        verbose_name=_("seller"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delivery_settings",
    )
    shipping_company = models.ForeignKey(
        ShippingCompany, verbose_name=_("shipping company"), on_delete=models.PROTECT
    )
    # With the easy return customers send back what they return.
    shipping_option = models.CharField(
        _("shipping option"),
        max_length=50,
        choices=ShippingOption.choices,
        default=ShippingOption.DELIVERY,
    )
    # Days of the calendar from the order to the shipping company.
    handling_days = models.PositiveSmallIntegerField(
        _("days to ship"), default=3, validators=[MaxValueValidator(LONGEST_HANDLING)]
    )
    priority = models.PositiveSmallIntegerField(_("priority"), default=0)
    calculator = models.CharField(
        _("price"), max_length=20, choices=Calculator.choices, default=Calculator.FREE
    )
    price = AmountField(_("fixed price"), default=0)
    free_above = AmountField(_("free above"), null=True, blank=True)
    is_default = models.BooleanField(_("default"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[DeliverySettingQuerySet] = DeliverySettingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["priority", "name"]
        verbose_name = _("delivery setting")
        verbose_name_plural = _("delivery settings")
        default_permissions = ()
        permissions = [("manage_delivery", _("Set up delivery settings"))]
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "slug"],
                name="one_delivery_setting_per_slug",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["seller"],
                condition=models.Q(is_default=True),
                name="one_default_delivery_setting",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["seller"],
                condition=models.Q(shipping_option="easy_return", is_active=True),
                name="one_easy_return",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="default_delivery_is_active",
                condition=models.Q(is_default=False) | models.Q(is_active=True),
            ),
            models.CheckConstraint(
                name="delivery_days_in_reach",
                condition=models.Q(handling_days__lte=LONGEST_HANDLING),
            ),
            models.CheckConstraint(
                name="delivery_option_known",
                condition=models.Q(shipping_option__in=["delivery", "easy_return"]),
            ),
            models.CheckConstraint(
                name="delivery_calculator_known",
                condition=models.Q(calculator__in=["amount_based", "fixed", "free"]),
            ),
            models.CheckConstraint(
                name="delivery_prices_as_calculated",
                condition=models.Q(calculator="free", price=0, free_above__isnull=True)
                | models.Q(calculator="fixed", price__gt=0, free_above__isnull=True)
                | models.Q(
                    calculator="amount_based",
                    price__gt=0,
                    free_above__gt=0,
                    # A comparison with nothing is no refusal.
                    free_above__isnull=False,
                ),
            ),
        ]
        triggers = [
            stays_active(name="delivery_in_use", while_="delivery_in_use(OLD.id)"),
            never_changes("seller_id", name="delivery_stays_with_owner"),
        ]

    def __str__(self) -> str:
        return self.name
