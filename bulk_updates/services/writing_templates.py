"""Files to fill in: empty, or with the lines of chosen orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from bulk_updates.columns import CLEAR, COLUMNS, REMARK
from bulk_updates.services.uploading import PERMISSION
from bulk_updates.writing import CONTENT_TYPES, CSV, PIECE, XLSX, Download, csv_of, written
from exports.jobs.snapshots import snapshot
from exports.kinds.base import Visible
from exports.kinds.order_items import ORDER_ITEMS
from exports.kinds.queries import Query
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import NotFound
from orders.access import require
from orders.models import OrderSelection
from orders.selections import resolve
from payments.models import PaymentType

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def fill_template(*, actor: User, selection_id: int) -> Download:
    """The template with the lines of chosen orders as they are, to be changed and uploaded.

    Raises `NotFound` for a selection that is not the person's.
    """
    require(actor, PERMISSION)
    selection = OrderSelection.objects.filter(pk=selection_id, user=actor).first()
    if selection is None:
        raise NotFound(_("These orders are no longer chosen: choose them again."))
    orders = resolve(selection, payment_types=PaymentType.choices)
    visible = Visible.to(actor, OMNITRON, orders)
    query = Query(ORDER_ITEMS, ORDER_ITEMS.chosen(COLUMNS), visible, selection.time_zone)
    return Download(f"{NAME}-filled.csv", CONTENT_TYPES[CSV], _filled(query))


def _filled(query: Query) -> Iterator[bytes]:
    yield from csv_of(iter([list(COLUMNS), hints()]), ",")
    with snapshot() as (rows, _moment), rows.cursor() as cursor:
        copy = f"COPY ({query.texts()}) TO STDOUT (FORMAT csv)"
        with cursor.copy(copy) as lines:
            yield from _in_pieces(lines)


def _in_pieces(lines: Any) -> Iterator[bytes]:
    """PostgreSQL hands over a line at a time; a piece for each would be as many writes."""
    pending = bytearray()
    for line in lines:
        pending += line
        if len(pending) > PIECE:
            yield bytes(pending)
            pending.clear()
    yield bytes(pending)
