"""All rows that change something, and all that change nothing, page by page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulk_updates.access import get_bulk_update
from bulk_updates.states import RowOutcome
from omnitron.bulk_update_pages.groups import OTHERS, changes_of, words_of
from omnitron.bulk_update_pages.line_pages import page_by_line
from omnitron.bulk_update_pages.looks import Look
from omnitron.bulk_update_pages.place import permitted_here
from omnitron.bulk_update_pages.rows import ItemRow, item_rows, value_words

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse, QueryDict
    from django.utils.safestring import SafeString

    from bulk_updates.models import BulkUpdate, BulkUpdateRow
    from omnitron.accounts.http import PanelRequest
    from omnitron.accounts.models import User
    from omnitron.bulk_update_pages.place import Place
    from omnitron.core.keyset import Page

PAGE_SIZE = 50


class RowList(Look):
    """The rows of a bulk update that have one outcome, or those of one group."""

    def __init__(
        self, user: User, update: BulkUpdate, query: QueryDict, place: Place, outcome: RowOutcome
    ) -> None:
        super().__init__(update)
        self.place = place
        self.user = user
        self.query = query
        self.outcome = outcome

    @cached_property
    def words(self) -> Any:
        """How values read."""
        return value_words()

    @cached_property
    def group(self) -> dict[str, Any] | None:
        """The group that was chosen, by its number in the preview."""
        wanted = self.query.get("group", "")
        numbered = {
            str(at): group
            for at, group in enumerate(self.update.groups, start=1)
            if group["kind"] != OTHERS
        }
        return numbered.get(wanted) if self.is_of_changes else None

    @property
    def is_of_changes(self) -> bool:
        """Whether the rows change something."""
        return self.outcome == RowOutcome.CHANGE

    @property
    def group_words(self) -> SafeString | str:
        """The group in words."""
        return words_of(self.group, self.words) if self.group else ""

    @property
    def count(self) -> int:
        """How many rows there are."""
        if self.group:
            return int(self.group["items"])
        return self.changes if self.is_of_changes else self.update.unchanged_count

    @cached_property
    def page(self) -> Page:
        """The rows of this page."""
        return page_by_line(self._rows, self.query, size=PAGE_SIZE)

    @cached_property
    def rows(self) -> list[ItemRow]:
        """The same as rows, with their items."""
        return item_rows(self.user, self.place.panel, self.page.rows, self.words)

    @property
    def _rows(self) -> QuerySet[BulkUpdateRow]:
        if self.is_of_changes:
            return changes_of(self.update, self.group)
        return self.update.rows.filter(outcome=self.outcome)


@require_safe
@permitted_here
def changes(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """What changes, before and after; of one group or of all."""
    return _show(request, pk, place, RowOutcome.CHANGE)


@require_safe
@permitted_here
def unchanged(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """The rows that say what is there already."""
    return _show(request, pk, place, RowOutcome.UNCHANGED)


def _show(request: PanelRequest, pk: int, place: Place, outcome: RowOutcome) -> HttpResponse:
    update = get_bulk_update(request.user, pk, place.panel)
    shown = RowList(request.user, update, request.GET, place, outcome)
    context = {"shown": shown, "update": update}
    return render(request, "bulk_updates/rows.html", context)
