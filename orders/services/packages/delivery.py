"""Another delivery setting for a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal
from orders.delivering import settings_for, ship_by_with
from orders.events import Actor
from orders.package_actions import PackageAction
from orders.services.packages.locking import lock_package
from orders.services.packages.writing import CAUSE, change, derive, merge_typed, refreshed, tell
from orders.services.writing_items import write_items
from orders.states import Status

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from omnitron.core.merging import Values
    from orders.models import DeliverySetting, Package
    from orders.services.packages.locking import Locked


@transaction.atomic
def change_delivery_setting(
    *, actor: User, number: str, opened: Values, setting_id: int | None
) -> Package:
    """Send a package another way: with the company of the setting, by the date that it allows.

    The date by which it has to leave may come nearer, never later: the customer was promised one.
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
            ship_by=ship_by_with(package, setting),
        )
        names = (before.name if before else None, setting.name)
        tell(locked.packages, {"delivery_setting": names}, actor=actor)
        _readdress(locked, setting, actor)
        derive(locked)
    return refreshed(locked)


def _readdress(locked: Locked, setting: DeliverySetting, actor: User) -> None:
    """Take the company, and its tracking number, from items that a file has given another one.

    A package goes by the company of its items: without this the next change of an item would
    bring the former company back. A number without a company is of the one that the package had.
    """
    write_items(
        "shipping_company_id = %(company)s, tracking_number = ''",
        condition="""item.package_id = ANY(%(packages)s)
            AND coalesce(item.status_before_cancellation, item.status)
                BETWEEN %(waiting)s AND %(preparing)s
            AND (item.shipping_company_id IS NOT NULL OR item.tracking_number <> '')
            AND coalesce(item.shipping_company_id, %(before)s::bigint) <> %(company)s""",
        cause=CAUSE,
        actor=Actor.of(actor),
        packages=locked.ids,
        before=locked.package.shipping_company_id,
        company=setting.shipping_company_id,
        waiting=Status.WAITING,
        preparing=Status.PREPARING,
    )


def _offered(package: Package, setting_id: int | None) -> DeliverySetting:
    """A setting, which whoever wants to make it passive waits for. Raises `Refusal`."""
    offered = settings_for(package.seller).select_for_update(of=("self",), no_key=True)
    setting = offered.filter(pk=setting_id or 0).first()
    if setting is None:
        raise Refusal(_("Choose a delivery setting from the list: this one is not offered."))
    return setting
