"""Items that were held while their package moved on catch up with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Min
from django.utils.translation import gettext as _

from orders.models import OrderEvent, OrderItem
from orders.services.writing_status import as_correction, write_status
from orders.states import CORRECTABLE, ITEM_MOVES, LIVE, Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from orders.events import Actor

COLUMNS = {
    "to": "status",
    "company": "shipping_company_id",
    "tracking": "tracking_number",
    "delivered": "delivered_date",
}


def follow_packages(item_ids: Collection[int], *, actor: Actor) -> None:
    """Give items that were let go the lowest status of their package, if that is further on.

    Nobody carries one piece of a package and leaves another behind: one that left has the company
    and the number of the parcel. The log tells why; a move that the table does not have is a
    correction. The caller holds the locks and rolls the orders up.
    """
    found = OrderItem.objects.filter(pk__in=item_ids, package__isnull=False)
    items = found.select_related("package").order_by("pk")
    reached = _reached(item_ids, {item.package_id for item in items})
    for item in items:
        to = Status(reached.get(item.package_id, item.status))
        if to > item.status and to in CORRECTABLE:
            _move(item, to, actor)


def _reached(item_ids: Collection[int], package_ids: Collection[int | None]) -> dict[int, int]:
    """The lowest live status of each package, without the items that were held."""
    others = OrderItem.objects.filter(package__in=package_ids, status__in=LIVE)
    lowest = others.exclude(pk__in=item_ids).order_by().values("package_id")
    return dict(lowest.annotate(lowest=Min("status")).values_list("package_id", "lowest"))


def _move(item: OrderItem, to: Status, actor: Actor) -> None:
    note = _("Its package moved on to %(status)s while a plan held it.") % {"status": to.label}
    values = {"to": to, **_of_parcel(item, to)}
    assignments = ", ".join(f"{COLUMNS[name]} = %({name})s" for name in values)
    if ITEM_MOVES.allows(item.status, to):
        write_status([item.pk], assignments, actor=actor, note=note, **values)
        return
    kind = OrderEvent.Kind.STATUS_CORRECTED
    with as_correction():
        write_status([item.pk], assignments, actor=actor, kind=kind, note=note, **values)


def _of_parcel(item: OrderItem, to: Status) -> dict[str, Any]:
    """What a parcel that left tells of an item that nothing was known of."""
    values: dict[str, Any] = {}
    if to >= Status.SHIPPED and item.package and not item.tracking_number:
        company = item.package.shipping_company_id
        values |= {"company": company, "tracking": item.package.tracking_number}
    if to == Status.DELIVERED and item.package and not item.delivered_date:
        values["delivered"] = item.package.delivered_at
    return values
