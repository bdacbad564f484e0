"""One page of the requests: a tab, a filter, and what is known of each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse

from cancellations.models import CancellationRequest
from omnitron.core import formats
from omnitron.core.chips import chips_of
from omnitron.core.keyset import Page, Sort, count_up_to, page_in
from omnitron.panel.requests.filters import RequestFilter
from omnitron.panel.requests.rows import Row
from omnitron.panel.requests.tabs import COUNTED, TABS, WAITING

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.utils.functional import Promise

    from cancellations.querysets import RequestQuerySet
    from omnitron.accounts.models import User
    from omnitron.core.chips import Chip

PAGE_SIZE = 50
PLACE = ("after", "before")
SHOWN_WITH = ("order", "item", "reason", "return_company", "rejected_by")


class Listing:
    """What a query shows; `ticked` are the requests that somebody chose before a refusal."""

    def __init__(self, user: User, query: QueryDict, ticked: Collection[int] = ()) -> None:
        self.user = user
        self.query = query
        self.ticked = ticked
        self.filter = RequestFilter(query, user=user)
        self.tab = query.get("status", "") if query.get("status") in TABS else WAITING
        oldest_first = TABS[self.tab].oldest_first
        if query.get("sort") in ("oldest", "newest"):
            oldest_first = query["sort"] == "oldest"
        self.sort = Sort("created_at", descending=not oldest_first)

    @property
    def requests(self) -> RequestQuerySet:
        """The requests of the tab that match the filter."""
        visible = CancellationRequest.objects.visible_to(self.user)
        statuses = TABS[self.tab].statuses
        return self.filter.narrowed(visible.filter(status__in=statuses) if statuses else visible)

    @cached_property
    def page(self) -> Page:
        """The requests of this page."""
        requests = self.requests.select_related(*SHOWN_WITH)
        return page_in(self.query, requests, sort=self.sort, size=PAGE_SIZE, of_dates=True)

    @cached_property
    def rows(self) -> list[Row]:
        """The same as rows."""
        names = self.filter.channel_names
        return [
            Row(request, names.get(request.order.channel_id, ""), request.pk in self.ticked)
            for request in self.page.rows
        ]

    @property
    def can_answer(self) -> bool:
        """Whether a request of this page waits."""
        return any(row.waits for row in self.rows)

    @cached_property
    def count(self) -> int:
        """How many match, counted no further than one beyond `COUNTED`."""
        if not self.page.next and not self.page.previous:
            return len(self.page.rows)
        return count_up_to(COUNTED + 1, self.requests)

    @property
    def count_text(self) -> str:
        """“14”, or “1,000+” where counting further would cost time."""
        return formats.capped_text(self.count, COUNTED)

    @cached_property
    def chips(self) -> list[Chip]:
        """What is on, each removable."""
        return chips_of(self.filter, self.link_query, self.url)

    @property
    def url(self) -> str:
        """Where the list is."""
        return reverse("omnitron:request-list")

    @cached_property
    def link_query(self) -> QueryDict:
        """The tab, the filter and the sort: what links to other pages of the list begin with."""
        query = QueryDict(mutable=True)
        for name in ("status", "sort", *self.filter.values):
            if any(self.query.getlist(name)):
                query.setlist(name, self.query.getlist(name))
        return query

    @property
    def place(self) -> str:
        """The query of this very page, to come back to it."""
        query = self.link_query.copy()
        for name in PLACE:
            if value := self.query.get(name):
                query[name] = value
        return f"?{query.urlencode()}" if query else ""

    @property
    def tabs(self) -> list[tuple[str, Promise, str]]:
        """Each tab's name, label and address; the filter stays."""
        found = []
        for name, tab in TABS.items():
            query = self.link_query.copy()
            query.pop("sort", None)
            query.pop("status", None)
            if name != WAITING:
                query["status"] = name
            found.append(
                (name, tab.label, f"{self.url}?{query.urlencode()}" if query else self.url)
            )
        return found

    @property
    def clear_url(self) -> str:
        """The tab without any filter."""
        return self.url if self.tab == WAITING else f"{self.url}?status={self.tab}"
