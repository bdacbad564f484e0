"""The columns of a file that change orders, and those that are read past."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.translation import override

from exports.kinds import KINDS

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


# What a result file has besides the rows of the file.
OUTCOME, REASON, WHAT_TO_DO = "outcome", "reason", "what_to_do"
RESULT_COLUMNS = (OUTCOME, REASON, WHAT_TO_DO)


def is_read_past(header: str) -> bool:
    """Whether a column changes nothing because an export or a result file has put it there."""
    # The header of a moment names its time zone.
    name = header.lower().partition(" (")[0]
    return name in RESULT_COLUMNS or name in _captions_of_exports()


@cache
def _captions_of_exports() -> frozenset[str]:
    """What exports call their columns, in each language."""
    captions = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            for kind in KINDS.values():
                captions |= {str(column.header).lower() for column in kind.columns}
    return frozenset(captions)
