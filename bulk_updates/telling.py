"""Why a row was refused and what to do about it, in sentences."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bulk_updates.checking import LONGEST_NUMBER, LONGEST_URL
from bulk_updates.columns import E_ARCHIVE_URL
from bulk_updates.reasons import Reason
from orders.models import ShippingCompany
from orders.states import CORRECTABLE, Status

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from bulk_updates.models import BulkUpdateRow


class Told(NamedTuple):
    """Why a row was refused, and what to do; both are whole sentences."""

    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.why} {self.remedy}".strip()


class Words(NamedTuple):
    """How a reason is called in a list of reasons, why it speaks against a row, and the way out."""

    label: Promise
    why: Promise
    remedy: Promise


_EMPTY = _("")
