"""Making a new package from some items of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderEvent, OrderItem, Package
from orders.package_actions import PackageAction
from orders.services.packages.locking import lock_package
from orders.services.packages.writing import derive, tell
from orders.states import LIVE, UNAPPROVED, Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User


@transaction.atomic
def create_new_package(*, actor: User, number: str, item_ids: Collection[int]) -> Package:
    """Put chosen items of a package into a new one, which is not ready to ship yet.

    Raises as `lock_package`, `NotFound` for an item that is not in it, and `Refusal` for none, for
    all of them, and for one that waits for its cancellation or is canceled.
    """
    locked = lock_package(actor, number, PackageAction.CREATE_NEW_PACKAGE)
    package = locked.package
    shown = OrderItem.objects.exclude(status__in=UNAPPROVED)
    items = list(shown.filter(package=package).order_by("line_number"))
    chosen = _chosen(items, item_ids, package)
    new = Package.objects.create(
        number=f"{package.order.number}-{package.order.packages.count() + 1}",
        order=package.order,
        channel_id=package.channel_id,
        seller_id=package.seller_id,
        placed_at=package.placed_at,
        delivery_setting_id=package.delivery_setting_id,
        shipping_company_id=package.shipping_company_id,
        ship_by=package.ship_by,
        status=package.status,
        preparing_at=package.preparing_at,
    )
    moved = OrderItem.objects.filter(pk__in=[item.pk for item in chosen])
    moved.update(package=new, version=F("version") + 1)
    lines = ", ".join(str(item.line_number) for item in chosen)
    kind = OrderEvent.Kind.PACKAGE_MADE
    changes = {"from_package": (None, package.number), "order_lines": (None, lines)}
    tell([new], changes, actor=actor, kind=kind)
    derive(locked)
    new.refresh_from_db()
    return new


def _chosen(items: list[OrderItem], item_ids: Collection[int], package: Package) -> list[OrderItem]:
    known = {item.pk: item for item in items}
    for pk in item_ids:
        if pk not in known:
            text = _("There is no order line %(id)s in package %(package)s.")
            raise NotFound(text % {"id": pk, "package": package.number})
    chosen = [known[pk] for pk in sorted(set(item_ids))]
    if not chosen:
        raise Refusal(_("Tick the products of the new package first: it would be empty."))
    for item in chosen:
        if item.status not in LIVE:
            text = _("%(name)s is %(status)s and stays where it is: untick it.")
            status = Status(item.status).label.lower()
            raise Refusal(text % {"name": item.name, "status": status})
    if len(chosen) == sum(item.status in LIVE for item in items):
        raise Refusal(
            _("All products of package %(package)s are ticked: leave one in it at least.")
            % {"package": package.number}
        )
    return chosen
