"""The list of bulk updates: who, when, which file, and what became of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bulk_updates.models import BulkUpdate
from omnitron.bulk_update_pages.looks import Look
from omnitron.bulk_update_pages.place import permitted_here
from omnitron.core.chips import Chip, chips_of
from omnitron.core.days_form import DaysForm
from omnitron.core.keyset import Page, Sort, page_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bulk_updates.querysets import BulkUpdateQuerySet
    from omnitron.accounts.http import PanelRequest
    from omnitron.accounts.models import User
    from omnitron.bulk_update_pages.place import Place

PAGE_SIZE = 50
NEWEST_FIRST = Sort("id", descending=True)
# Long lists that only the page of one bulk update shows.
NOT_LISTED = ("columns", "ignored_columns", "groups", "refusals", "problem_values", "channel_ids")


class UploadedForm(DaysForm):
    """When files were uploaded, and whether they wait to be applied."""

    column = "uploaded_at"
    begins = "uploaded"
    ready = forms.ChoiceField(
        label=gettext_lazy("Ready to apply"), choices=[("yes", gettext_lazy("Yes"))], required=False
    )


class Listing:
    """One page of the bulk updates that a person may see."""

    def __init__(self, user: User, query: QueryDict, place: Place) -> None:
        self.user = user
        self.place = place
        self.query = query
        self.form = UploadedForm(query)

    @cached_property
    def page(self) -> Page:
        """The bulk updates of this page."""
        updates = self._found.select_related("uploaded_by").defer(*NOT_LISTED)
        return page_in(self.query, updates, sort=NEWEST_FIRST, size=PAGE_SIZE, of_dates=False)

    @property
    def _found(self) -> BulkUpdateQuerySet:
        visible = BulkUpdate.objects.visible_to(self.user, self.place.panel)
        visible = visible.filter(**self.form.moments)
        return visible.to_apply() if "ready" in self.form.values else visible

    @cached_property
    def link_query(self) -> QueryDict:
        """The filter: what links to other pages of the list begin with."""
        query = QueryDict(mutable=True)
        for name in self.form.values:
            query.setlist(name, self.query.getlist(name))
        return query

    @cached_property
    def chips(self) -> list[Chip]:
        """What is on, each removable."""
        return chips_of(self.form, self.link_query, self.url)

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
