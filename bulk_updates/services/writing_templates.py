"""Files to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from bulk_updates.columns import (
    CLEAR,
    COLUMNS,
    KEYS,
    REMARK,
    ROW_VERSION,
    SHIPPING_COMPANY,
    STATUS,
    TRACKING_NUMBER,
)
from bulk_updates.writing import CONTENT_TYPES, CSV, XLSX, Download, written
from omnitron.core.errors import Refusal
from omnitron.core.spreadsheets import disarmed
from orders.models import OrderItem
from orders.services.packages.locking import packages_of
from orders.states import Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User

NAME = "order-update-template"


def write_template(file_format: str = CSV) -> Download:
    """A file with the header and a line of hints, which is for people alone."""
    known = XLSX if file_format == XLSX else CSV
    rows = iter([list(COLUMNS), hints()])
    return Download(f"{NAME}.{known}", CONTENT_TYPES[known], written(rows, known, delimiter=","))


def hints() -> list[str]:
    """What each column of the template may hold, as a line that the upload reads past."""
    texts = {
        "order_number": _("the order’s number"),
        "order_item_id": _("from an export"),
        "row_version": _("from an export, or blank"),
        "status": _("500 or Shipped"),
        "shipping_company": _("code or name"),
        "tracking_number": _("as text"),
        "invoice_number": _("as text"),
        "invoice_date": _("2017-11-30"),
        "e_archive_url": _("https://…, blank leaves a value, %(clear)s empties it")
        % {"clear": CLEAR},
    }
    first, *others = (texts[name] for name in COLUMNS)
    return [f"{REMARK} {first}", *others]


# What a warehouse needs beside a number to find the parcel; an upload reads past these.
_OF_PARCEL = ("package", "sku", "product")
_TRACKED = (*KEYS, ROW_VERSION, STATUS, SHIPPING_COMPANY, TRACKING_NUMBER)
# With the word that a file of any language is read by.
_SHIPPED = Status.SHIPPED.name.capitalize()


def write_tracking_file(*, actor: User, numbers: Collection[str]) -> Download:
    """A file of chosen packages that have not left, to write their tracking numbers into.

    Raises `Refusal` without the permission, for none, for more than `MOST_PACKAGES` and where
    all have left, and `NotFound` for a package that the person does not pack.
    """
    packages = packages_of(actor, numbers)
    items = (
        OrderItem.objects.filter(
            package__in=packages, status__in=(Status.APPROVED, Status.PREPARING)
        )
        .select_related("order", "shipping_company", "package__shipping_company")
        .order_by("package__placed_at", "package_id", "line_number")
    )
    lines = [_tracked(item) for item in items]
    if not lines:
        raise Refusal(_("None of these packages still has something to ship: tick others."))
    rows = [[*_TRACKED, *_OF_PARCEL], *lines]
    return Download(
        _("tracking-numbers.csv"), CONTENT_TYPES[CSV], written(iter(rows), CSV, delimiter=",")
    )


def _tracked(item: OrderItem) -> list[str]:
    package = item.package
    company = item.shipping_company or (package.shipping_company if package else None)
    return [
        disarmed(cell)
        for cell in (
            item.order.number,
            str(item.pk),
            str(item.version),
            _SHIPPED,
            company.code if company else "",
            item.tracking_number,
            package.number if package else "",
            item.sku,
            item.name,
        )
    ]
