"""Setting up delivery as a form would, and what is there afterwards."""

from decimal import Decimal

from omnitron.accounts import audit
from orders.models import DeliverySetting
from orders.services import setting_up_delivery
from orders.services.packages.delivery import change_delivery_setting
from tests.factories import (
    ShippingCompanyFactory,
)

FIELDS = (
    "name",
    "slug",
    "shipping_company_id",
    "shipping_option",
    "handling_days",
    "priority",
    "calculator",
    "price",
    "free_above",
)


def values(**changes):
    start = {
        "name": "Express",
        "slug": "express",
        "shipping_option": "delivery",
        "handling_days": 1,
        "priority": 0,
        "calculator": "free",
        "price": Decimal(0),
        "free_above": None,
    }
    if "shipping_company_id" not in changes:
        start["shipping_company_id"] = ShippingCompanyFactory().pk
    return start | changes


def create(actor, seller=None, *, is_default=False, **changes):
    return setting_up_delivery.create_setting(
        actor=actor,
        seller_id=seller and seller.pk,
        is_default=is_default,
        **values(**changes),
    )


def change(actor, setting, opened=None, **changes):
    opened = opened or opened_of(setting)
    return setting_up_delivery.change_setting(
        actor=actor, pk=setting.pk, opened=opened, **(opened | changes)
    )


def choose(packer, package, setting):
    """Give a package another setting, on a page that shows the present one."""
    opened = {"setting_id": package.delivery_setting_id}
    return change_delivery_setting(
        actor=packer, number=package.number, opened=opened, setting_id=setting.pk
    )


def opened_of(setting):
    return {name: getattr(setting, name) for name in FIELDS}


def switch(actor, setting, active):
    return setting_up_delivery.set_active(actor=actor, pk=setting.pk, active=active)


def make_default(actor, setting):
    return setting_up_delivery.make_default(actor=actor, pk=setting.pk)


def fresh(setting):
    return DeliverySetting.objects.get(pk=setting.pk)


def told(setting):
    return [(entry.action, entry.changes) for entry in audit.entries_about(setting)]
