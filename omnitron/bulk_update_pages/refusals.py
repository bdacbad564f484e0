"""Lists of the rows that were left out, by reason and page by page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from bulk_updates.states import RowOutcome
from bulk_updates.telling import label_of
from omnitron.bulk_update_pages.line_pages import page_by_line
from omnitron.bulk_update_pages.rows import RefusedRow, refused_rows

if TYPE_CHECKING:
    from bulk_updates.models import BulkUpdate
    from omnitron.accounts.models import User
    from omnitron.core.keyset import Page

PAGE_SIZE = 20


class Tab(NamedTuple):
    """A reason: how many rows it speaks against, and their address."""

    name: str
    label: str
    total: int
    query: str


class Refusals:
    """The rows of one outcome. Of several such lists on a page `rows` in its query names one."""

    def __init__(
        self,
        user: User,
        panel: str,
        update: BulkUpdate,
        *,
        outcome: RowOutcome,
        total: int,
        query: QueryDict,
    ) -> None:
        self.user = user
        self.panel = panel
        self.update = update
        self.outcome = outcome
        self.total = total
        self.query = query if query.get("rows") == outcome else QueryDict()

    @property
    def id(self) -> str:
        """Where on the page the list stands."""
        return self.outcome.value.replace("_", "-")

    @property
    def has_cells(self) -> bool:
        """Whether a cell of the file spoke against a row, and not what happened since."""
        return self.outcome == RowOutcome.REFUSED

    @cached_property
    def reason(self) -> str:
        """The reason that was chosen; '' for all."""
        wanted = self.query.get("reason", "")
        return wanted if wanted in self._counts else ""

    @cached_property
    def page(self) -> Page:
        """The rows of this page."""
        rows = self.update.rows.filter(outcome=self.outcome)
        if self.reason:
            rows = rows.filter(reason=self.reason)
        return page_by_line(rows, self.query, size=PAGE_SIZE)

    @cached_property
    def rows(self) -> list[RefusedRow]:
        """The same as rows."""
        return refused_rows(self.user, self.panel, self.page.rows)

    @property
    def count(self) -> int:
        """How many rows have the reason that was chosen."""
        return self._counts[self.reason] if self.reason else self.total

    @cached_property
    def tabs(self) -> list[Tab]:
        """All, then each reason, the most frequent first; none where there is one reason."""
        if len(self._counts) < 2:
            return []
        by_count = sorted(self._counts.items(), key=lambda entry: (-entry[1], entry[0]))
        tabs = [Tab("", _("All"), self.total, self._link())]
        return tabs + [
            Tab(reason, label_of(reason), count, self._link(reason=reason))
            for reason, count in by_count
        ]

    @property
    def next_query(self) -> str:
        """The query of the next page; '' for none."""
        key = self.page.next
        return self._link(reason=self.reason, after=key) if key else ""

    @property
    def previous_query(self) -> str:
        """The query of the page before; '' for none."""
        key = self.page.previous
        return self._link(reason=self.reason, before=key) if key else ""

    @property
    def _counts(self) -> dict[str, int]:
        return self.update.refusals if self.outcome == RowOutcome.REFUSED else {}

    def _link(self, **values: str) -> str:
        query = QueryDict(mutable=True)
        query.update({"rows": self.outcome.value, **{k: v for k, v in values.items() if v}})
        return f"?{query.urlencode()}#{self.id}"
