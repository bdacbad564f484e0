"""Setting up what orders refer to: shipping companies, sales channels and sellers.

All of these are deactivated, never deleted: orders keep pointing at them. Each function raises
`Refusal` for somebody without the permission to set that up.
"""

from typing import TypedDict, TypeVar, Unpack

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from omnitron.accounts import changing
from omnitron.accounts.models import User
from omnitron.accounts.permissions import require
from omnitron.core.merging import Values
from orders.models import Order, OrderItem, SalesChannel, Seller, ShippingCompany

Setting = TypeVar("Setting", ShippingCompany, SalesChannel, Seller)
_PERMISSIONS: dict[type[models.Model], str] = {
    ShippingCompany: "orders.manage_shipping_companies",
    SalesChannel: "orders.manage_channels",
    Seller: "orders.manage_sellers",
}


class ShippingCompanyValues(TypedDict):
    """What a shipping company's form says."""

    code: str
    name: str
    tracking_url_template: str
    needs_tracking_number: bool


class ChannelValues(TypedDict):
    """What a sales channel's form says."""

    name: str
    slug: str
    channel_type: str
    currency: str
    timezone: str


class SellerValues(TypedDict):
    """What a seller's form says."""

    code: str
    name: str
    email: str


@transaction.atomic
def create_shipping_company(
    *, actor: User, **values: Unpack[ShippingCompanyValues]
) -> ShippingCompany:
    """Add a carrier. Raises `ValidationError` by field."""
    require(actor, _PERMISSIONS[ShippingCompany])
    company = ShippingCompany()
    changing.create(actor=actor, subject=company, values=values)
    return company


@transaction.atomic
def change_shipping_company(
    *, actor: User, pk: int, opened: Values, **values: Unpack[ShippingCompanyValues]
) -> ShippingCompany:
    """Change a carrier; its code only as long as no order names it.

    Raises `BothChanged` or `ValidationError` by field.
    """
    require(actor, _PERMISSIONS[ShippingCompany])
    company = changing.lock(ShippingCompany, pk)
    _keep_if_in_use(company, values, fixed=["code"])
    changing.change(actor=actor, subject=company, opened=opened, mine=values)
    return company


@transaction.atomic
def create_channel(*, actor: User, **values: Unpack[ChannelValues]) -> SalesChannel:
    """Add a sales channel, which nobody has access to yet. Raises `ValidationError` by field."""
    require(actor, _PERMISSIONS[SalesChannel])
    channel = SalesChannel()
    changing.create(actor=actor, subject=channel, values=values)
    return channel


@transaction.atomic
def change_channel(
    *, actor: User, pk: int, opened: Values, **values: Unpack[ChannelValues]
) -> SalesChannel:
    """Change a sales channel; short name and currency only as long as it has no orders.

    Raises `BothChanged` or `ValidationError` by field.
    """
    require(actor, _PERMISSIONS[SalesChannel])
    channel = changing.lock(SalesChannel, pk)
    _keep_if_in_use(channel, values, fixed=["slug", "currency"])
    changing.change(actor=actor, subject=channel, opened=opened, mine=values)
    return channel


@transaction.atomic
def create_seller(*, actor: User, **values: Unpack[SellerValues]) -> Seller:
    """Add a seller, who has no staff yet. Raises `ValidationError` by field."""
    require(actor, _PERMISSIONS[Seller])
    seller = Seller()
    changing.create(actor=actor, subject=seller, values=values)
    return seller


@transaction.atomic
def change_seller(
    *, actor: User, pk: int, opened: Values, **values: Unpack[SellerValues]
) -> Seller:
    """Change a seller; the code only as long as it has no orders.

    Raises `BothChanged` or `ValidationError` by field.
    """
    require(actor, _PERMISSIONS[Seller])
    seller = changing.lock(Seller, pk)
    _keep_if_in_use(seller, values, fixed=["code"])
    changing.change(actor=actor, subject=seller, opened=opened, mine=values)
    return seller


@transaction.atomic
def set_active(*, actor: User, model: type[Setting], pk: int, active: bool) -> Setting:
    """Offer a setting for new choices, or no longer; safe to repeat. Raises `NotFound`."""
    require(actor, _PERMISSIONS[model])
    setting = changing.lock(model, pk)
    changing.change(
        actor=actor,
        subject=setting,
        opened={"is_active": not active},
        mine={"is_active": active},
    )
    return setting


def is_in_use(setting: models.Model) -> bool:
    """Whether an order refers to it, which fixes what files and other systems know it by."""
    if isinstance(setting, ShippingCompany):
        return Order.objects.filter(shipping_company_ids__contains=[setting.pk]).exists()
    if isinstance(setting, SalesChannel):
        return Order.objects.filter(channel=setting).exists()
    return OrderItem.objects.filter(seller_id=setting.pk).exists()


def _keep_if_in_use(setting: models.Model, values: Values, *, fixed: list[str]) -> None:
    changed = [field for field in fixed if values[field] != getattr(setting, field)]
    if changed and is_in_use(setting):
        message = _("Orders refer to “%(value)s”: it stays as it is.")
        raise ValidationError(
            {field: message % {"value": getattr(setting, field)} for field in changed}
        )
