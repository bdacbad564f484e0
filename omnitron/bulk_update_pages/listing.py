"""The list of bulk updates: who, when, which file, and what became of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulk_updates.models import BulkUpdate
from omnitron.bulk_update_pages.looks import Look
from omnitron.bulk_update_pages.place import permitted_here
from omnitron.core.keyset import Page, Sort, page_in

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from omnitron.accounts.http import PanelRequest
    from omnitron.accounts.models import User
    from omnitron.bulk_update_pages.place import Place

PAGE_SIZE = 50
NEWEST_FIRST = Sort("id", descending=True)
# Long lists that only the page of one bulk update shows.
NOT_LISTED = ("columns", "ignored_columns", "groups", "refusals", "problem_values", "channel_ids")


class Listing:
    """One page of the bulk updates that a person may see."""

    def __init__(self, user: User, query: QueryDict, place: Place) -> None:
        self.user = user
        self.place = place
        self.query = query

    @cached_property
    def page(self) -> Page:
        """The bulk updates of this page."""
        visible = BulkUpdate.objects.visible_to(self.user, self.place.panel)
        updates = visible.select_related("uploaded_by").defer(*NOT_LISTED)
        return page_in(self.query, updates, sort=NEWEST_FIRST, size=PAGE_SIZE, of_dates=False)

    @cached_property
    def rows(self) -> list[Look]:
        """The same as rows."""
        return [Look(update) for update in self.page.rows]

    @property
    def url(self) -> str:
        """Where the list is."""
        return self.place.url("bulk-update-list")


@require_safe
@permitted_here
def bulk_update_list(request: PanelRequest, /, *, place: Place) -> HttpResponse:
    """The bulk updates, the newest first."""
    context = {"listing": Listing(request.user, request.GET, place)}
    return render(request, "bulk_updates/list.html", context)
