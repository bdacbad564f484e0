"""A small file as an example, and what becomes of its rows."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from bulk_updates.columns import (
    CLEAR,
    INVOICE_NUMBER,
    ITEM_ID,
    ORDER_NUMBER,
    SHIPPING_COMPANY,
    STATUS,
    TRACKING_NUMBER,
)
from orders.states import Status

COLUMNS = (
    ORDER_NUMBER,
    ITEM_ID,
    STATUS,
    SHIPPING_COMPANY,
    TRACKING_NUMBER,
    INVOICE_NUMBER,
)


class ExampleRow(NamedTuple):
    """A row of the example: its cells, and what they do to the order line."""

    cells: tuple[str, ...]
    outcome: str


def example_rows() -> list[ExampleRow]:
    """One row that ships, one that adds to what is there, and one that empties a cell."""
    shipped = ("17112400412", "884101", str(Status.SHIPPED.label), "Jadlog", "JD0417739344BR", "")
    return [
        ExampleRow(shipped, _("It is shipped, with company and number.")),
        ExampleRow(
            ("17112400491", "884117", "", "", "", "CA2017-40202"),
            _("It gets an invoice number; all else stays."),
        ),
        ExampleRow(
            ("17112400502", "884130", "", "", CLEAR, ""),
            _("Its tracking number is emptied."),
        ),
    ]
