"""The columns of a file that change orders, and those that are read past."""

from __future__ import annotations

ORDER_NUMBER = "order_number"
ITEM_ID = "order_item_id"
ROW_VERSION = "row_version"
STATUS = "status"
SHIPPING_COMPANY = "shipping_company"
TRACKING_NUMBER = "tracking_number"
INVOICE_NUMBER = "invoice_number"
INVOICE_DATE = "invoice_date"
E_ARCHIVE_URL = "e_archive_url"

KEYS = (ORDER_NUMBER, ITEM_ID)
CHANGEABLE = (
    STATUS,
    SHIPPING_COMPANY,
    TRACKING_NUMBER,
    INVOICE_NUMBER,
    INVOICE_DATE,
    E_ARCHIVE_URL,
)
# In the order of the template, and of the tables that keep them.
COLUMNS = (*KEYS, ROW_VERSION, *CHANGEABLE)
# What a file writes to empty a cell of an item; a blank one leaves it as it is.
CLEAR = "[clear]"
# A line that begins with it is for people.
REMARK = "#"


def is_from_export(header: str) -> bool:
    """Whether an export has a column of this caption, which changes nothing."""
    return False
