"""Why a row was refused and what to do about it, in sentences."""

from __future__ import annotations

import re
from calendar import monthrange
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from bulk_updates.changed_by import Changer, last_changes
from bulk_updates.checking import LONGEST_NUMBER, LONGEST_URL
from bulk_updates.columns import E_ARCHIVE_URL
from bulk_updates.reasons import Reason
from bulk_updates.words import WORDS, move_words
from omnitron.core.formats import moment_text
from orders.models import ShippingCompany
from orders.states import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bulk_updates.models import BulkUpdateRow

BY_SOMEBODY = frozenset(
    {
        Reason.CHANGED_SINCE_EXPORT,
        Reason.CHANGED_SINCE_PREVIEW,
        Reason.CHANGED_SINCE_APPLIED,
    }
)
_DATE = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))")


class Told(NamedTuple):
    """Why a row was refused, and what to do; each in whole sentences."""

    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.why} {self.remedy}".strip()


def label_of(reason: str) -> str:
    """A reason as a list of reasons calls it."""
    return str(WORDS[Reason(reason)].label)


class Teller:
    """Puts refusals into words; what they need to know is read once."""

    def tell(self, rows: Iterable[BulkUpdateRow]) -> list[Told]:
        """Why each of these rows was refused and what to do, in their order."""
        rows = list(rows)
        changes = last_changes([row for row in rows if row.reason in BY_SOMEBODY])
        return [self._told(row, changes.get(row.item_id)) for row in rows]

    def _told(self, row: BulkUpdateRow, changer: Changer | None) -> Told:
        reason = Reason(row.reason)
        if reason in (Reason.MOVE_NOT_ALLOWED, Reason.NEEDS_PLAN):
            found = row.reason_values or {}
            return Told(*move_words(Status(found["before"]), Status(found["after"])))
        words = WORDS[reason]
        why, remedy = str(words.why), str(words.remedy)
        values: dict[str, Any] = {
            "column": row.column,
            "value": getattr(row, row.column, None) or "",
            "most": LONGEST_URL if row.column == E_ARCHIVE_URL else LONGEST_NUMBER,
            **(row.reason_values or {}),
        }
        if changer and reason in BY_SOMEBODY:
            values |= {"who": changer.name, "when": moment_text(changer.at, "minute")}
            why = str(words.why_named)
        if reason in self._finders:
            found_words = self._finders[reason](values["value"])
            why, remedy = found_words.why or why, found_words.remedy or remedy
        return Told(why % values, remedy % values)

    @property
    def _finders(self) -> dict[Reason, Callable[[str], Told]]:
        return {
            Reason.UNKNOWN_STATUS: self._nearest_status,
            Reason.UNKNOWN_COMPANY: self._nearest_company,
            Reason.BAD_DATE: _date_words,
        }

    def _nearest_status(self, value: str) -> Told:
        return _nearest(value, [str(status.label) for status in Status])

    def _nearest_company(self, value: str) -> Told:
        return _nearest(value, self._companies)

    @cached_property
    def _companies(self) -> list[str]:
        active = ShippingCompany.objects.filter(is_active=True).order_by("code")
        return [name for names in active.values_list("code", "name") for name in names]


def _nearest(value: str, names: list[str]) -> Told:
    by_folded = {name.casefold(): name for name in reversed(names)}
    near = get_close_matches(value.casefold(), by_folded, n=1)
    if not near:
        return Told("", "")
    name = by_folded[near[0]].replace("%", "%%")
    return Told("", _("Nearest: %(name)s.") % {"name": name})


def _date_words(value: str) -> Told:
    """The last day of a month that is shorter than somebody thought, or how to write a date."""
    found = _DATE.fullmatch(value)
    if not found:
        return Told("", "")
    year, month, day = map(int, found.group(1, 2, 3) if found[1] else found.group(6, 5, 4))
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return Told("", "")
    last = monthrange(year, month)[1]
    remedy = _("Write the date as %(date)s.") % {
        "date": f"{year:04}-{month:02}-{min(max(day, 1), last):02}"
    }
    if day > last:
        why = _("%(month)s %(year)s has %(days)s days.")
        return Told(why % {"month": MONTHS[month], "year": year, "days": last}, remedy)
    return Told("", remedy)
