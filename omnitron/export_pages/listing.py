"""One page of a person's exports."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import F

from exports.models import Export
from omnitron.core import formats
from omnitron.core.keyset import Page, Sort, count_up_to, page_in
from omnitron.export_pages.rows import Row

if TYPE_CHECKING:
    from django.http import QueryDict

    from exports.querysets import ExportQuerySet
    from omnitron.accounts.models import User
    from omnitron.export_pages.place import Place

PAGE_SIZE = 25
COUNTED = 1_000
PLACE = ("after", "before")
NEWEST_FIRST = Sort("pk", descending=True)


class Listing:
    """What a query shows of the exports of one panel, the newest first."""

    def __init__(self, user: User, place: Place, query: QueryDict) -> None:
        self.user = user
        self.place = place
        self.query = query

    @property
    def exports(self) -> ExportQuerySet:
        """All exports that are the person's."""
        exports: ExportQuerySet = Export.objects.visible_to(self.user, self.place.panel)
        return exports

    @cached_property
    def page(self) -> Page:
        """The exports of this page."""
        # Of the chosen orders, which may be thousands, only how many there are.
        exports = self.exports.annotate(listed=F("selection__order_ids__len"))
        shown = exports.select_related("requested_by", "selection").defer("selection__order_ids")
        return page_in(self.query, shown, sort=NEWEST_FIRST, size=PAGE_SIZE, of_dates=False)

    @cached_property
    def rows(self) -> list[Row]:
        """The same as rows."""
        exports = self.page.rows
        queries = {e.selection.filter_query for e in exports if e.selection is not None}
        words = self.place.in_words(self.user, queries)
        return [
            Row(
                export,
                self.place,
                filter_words=words[export.selection.filter_query] if export.selection else "",
                listed=export.listed or 0,
                page_query=self.page_query,
            )
            for export in exports
        ]

    @property
    def under_way(self) -> list[Row]:
        """Those of this page that somebody works on: while there are some, looking again pays."""
        return [row for row in self.rows if row.is_under_way]

    @property
    def ended(self) -> list[Row]:
        """Of those that were under way when somebody looked before, those that are no more."""
        watched = self.query.get("watched", "").split(",")
        return [row for row in self.rows if str(row.export.pk) in watched and not row.is_under_way]

    @cached_property
    def count_text(self) -> str:
        """“14”, or “1,000+” where counting further would cost time."""
        return formats.capped_text(self.count, COUNTED)

    @cached_property
    def count(self) -> int:
        """How many there are, counted no further than one beyond `COUNTED`."""
        if not self.page.next and not self.page.previous:
            return len(self.page.rows)
        return count_up_to(COUNTED + 1, self.exports)

    @property
    def previous_url(self) -> str:
        """The address of the page before this one, where there is one."""
        return self._page_url("before", self.page.previous)

    @property
    def next_url(self) -> str:
        """The address of the page after this one, where there is one."""
        return self._page_url("after", self.page.next)

    @property
    def page_query(self) -> str:
        """The query of this very page, to come back to it."""
        kept = {name: self.query[name] for name in PLACE if self.query.get(name)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def url(self) -> str:
        """Its address."""
        return self.place.list_url + self.page_query

    @property
    def look_url(self) -> str:
        """The same page, asking what became of those that are under way."""
        watched = ",".join(str(row.export.pk) for row in self.under_way)
        return f"{self.url}{'&' if '?' in self.url else '?'}watched={watched}"

    def _page_url(self, name: str, key: str) -> str:
        return f"{self.place.list_url}?{urlencode({name: key})}" if key else ""
