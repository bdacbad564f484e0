"""Another delivery setting for a package."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from orders.delivering import settings_for
from orders.package_actions import PackageAction
from orders.services.packages.locking import lock_package
from orders.services.packages.writing import change, merge_typed, refreshed, tell

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from omnitron.core.merging import Values
    from orders.models import DeliverySetting, Package


@transaction.atomic
def change_delivery_setting(
    *, actor: User, number: str, opened: Values, setting_id: int | None
) -> Package:
    """Send a package another way: with the company of the setting, by the date that it allows.

    `opened` is what the person was shown. Raises as `lock_package`, `Refusal` for a setting that
    the seller's packages may not have, and `BothChanged`.
    """
    locked = lock_package(actor, number, PackageAction.CHANGE_DELIVERY_SETTING)
    package = locked.package
    setting = _offered(package, setting_id)
    merged = merge_typed(
        package,
        opened=opened,
        mine={"setting_id": setting.pk},
        current={"setting_id": package.delivery_setting_id},
    )
    if merged["setting_id"] != package.delivery_setting_id:
        before = package.delivery_setting
        change(
            locked.packages,
            delivery_setting=setting,
            shipping_company=setting.shipping_company,
            ship_by=package.placed_at + timedelta(days=setting.handling_days),
        )
        names = (before.name if before else None, setting.name)
        tell(locked.packages, {"delivery_setting": names}, actor=actor)
    return refreshed(locked)


def _offered(package: Package, setting_id: int | None) -> DeliverySetting:
    """A setting, which whoever wants to make it passive waits for. Raises `Refusal`."""
    offered = settings_for(package.seller).select_for_update(of=("self",), no_key=True)
    setting = offered.filter(pk=setting_id or 0).first()
    if setting is None:
        raise Refusal(_("Choose a delivery setting from the list: this one is not offered."))
    return setting
