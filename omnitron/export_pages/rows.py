"""An export as the list shows it: the receipt, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.services.downloading import is_offered
from exports.states import UNDER_WAY, ExportStatus
from omnitron.core.formats import count_text, moment_text, money_text

if TYPE_CHECKING:
    from exports.models import Export
    from omnitron.export_pages.place import Place

# Of the digest's 64 characters, enough to compare it by eye.
FIRST, LAST = 6, 4


@dataclass
class Row:
    """One export; `filter_words` say what its orders were chosen by, `listed` how many by hand."""

    export: Export
    place: Place
    filter_words: str = ""
    listed: int = 0
    # Of the page of the list that it stands on, to come back to it.
    page_query: str = ""

    @cached_property
    def status(self) -> ExportStatus:
        """Where it is, also before a sweep has taken note that its time is over."""
        status = ExportStatus(self.export.status)
        if status == ExportStatus.READY and not is_offered(self.export):
            return ExportStatus.EXPIRED
        return status

    @property
    def is_ready(self) -> bool:
        """Whether there is a file."""
        return self.status == ExportStatus.READY

    @property
    def is_under_way(self) -> bool:
        """Whether somebody writes it, or is going to."""
        return self.status in UNDER_WAY

    @property
    def may_be_repeated(self) -> bool:
        """Whether it can be asked for once more."""
        return not self.is_under_way and self.export.selection_id is not None

    @property
    def has_figures(self) -> bool:
        """Whether it was counted to its end: a receipt stays when its file goes."""
        return self.status in (ExportStatus.READY, ExportStatus.EXPIRED)

    @property
    def again_url(self) -> str:
        """Where it is asked for once more."""
        return self.place.url("export-repeat", self.export.pk) + self.page_query

    @property
    def cancel_url(self) -> str:
        """Where it is called off."""
        return self.place.url("export-cancel", self.export.pk) + self.page_query

    @property
    def columns(self) -> str:
        """“24 columns”."""
        count = len(self.export.columns)
        return ngettext("%(count)s column", "%(count)s columns", count) % {"count": count}

    @property
    def zone(self) -> str:
        """The time zone of its moments, as people write it."""
        return self.export.zone.replace("_", " ")

    @property
    def chosen(self) -> str:
        """What it is of: orders chosen by hand, or all that match a filter."""
        selection = self.export.selection
        if selection is None:
            return _("What its orders were chosen by is not kept any more.")
        if selection.all_matching:
            return self._all_matching()
        count = self.listed
        words = ngettext("%(count)s order chosen", "%(count)s orders chosen", count)
        return _joined(words % {"count": count_text(count)}, self.filter_words)

    def _all_matching(self) -> str:
        words = _joined(_("All orders"), self.filter_words)
        if not self.listed:
            return words
        left_out = ngettext("%(count)s left out", "%(count)s left out", self.listed)
        return _joined(words, left_out % {"count": count_text(self.listed)})

    @property
    def rows_done(self) -> str:
        """“612,000 of 1,204,118 rows”, once they are counted."""
        export = self.export
        if export.rows_total is None:
            return ""
        return _("%(done)s of %(total)s rows") % {
            "done": count_text(export.rows_done),
            "total": count_text(export.rows_total),
        }

    @property
    def percent(self) -> int:
        """How far it is; 100 only when the file is there."""
        total = self.export.rows_total
        return min(self.export.rows_done * 100 // total, 99) if total else 0

    @property
    def rows(self) -> str:
        """How many rows the file has."""
        return count_text(self.export.rows_total or 0)

    @property
    def sums(self) -> list[str]:
        """The sum of each currency."""
        return [money_text(amount, currency) for currency, amount in self.export.amounts]

    @property
    def short_sha256(self) -> str:
        """Both ends of the digest."""
        digest = self.export.sha256
        return f"{digest[:FIRST]}…{digest[-LAST:]}"

    @property
    def kept_until(self) -> str:
        """When its file goes."""
        return moment_text(self.export.expires_at, "list") if self.export.expires_at else ""

    @property
    def missing(self) -> str:
        """How many of the chosen orders are not in it, and the first of their numbers."""
        count, named = self.export.missing_count, self.export.missing_numbers
        if not count or not self.has_figures:
            return ""
        words = ngettext(
            "%(count)s of the chosen orders no longer matches",
            "%(count)s of the chosen orders no longer match",
            count,
        ) % {"count": count_text(count)}
        if not named:
            return f"{words}."
        numbers = ", ".join(named)
        if others := count - len(named):
            more = ngettext("%(count)s more", "%(count)s more", others)
            numbers = f"{numbers}, {more % {'count': count_text(others)}}"
        return f"{words}: {numbers}."


def _joined(first: str, second: str) -> str:
    return f"{first} · {second}" if second else first
