"""Files to fill in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bulk_updates.columns import CLEAR, COLUMNS, REMARK
from bulk_updates.writing import CONTENT_TYPES, CSV, XLSX, Download, written

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
