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
from orders.services.packages.writing import change, refreshed, tell

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from orders.models import Package


@transaction.atomic
def change_delivery_setting(*, actor: User, number: str, setting_id: int | None) -> Package:
    """Send a package another way: with the company of the setting, by the date that it allows.

    Raises as `lock_package`, and `Refusal` for a setting that the seller's packages may not have.
    """
    locked = lock_package(actor, number, PackageAction.CHANGE_DELIVERY_SETTING)
    package = locked.package
    # A setting that is made passive meanwhile waits for this, or is refused here.
    offered = settings_for(package.seller).select_for_update(of=("self",), no_key=True)
    setting = offered.filter(pk=setting_id or 0).first()
    if setting is None:
        raise Refusal(_("Choose a delivery setting from the list: this one is not offered."))
    if setting.pk != package.delivery_setting_id:
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
