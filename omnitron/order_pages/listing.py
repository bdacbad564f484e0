"""What an order list shows for a query, in either panel: the filter, one page in order, a count."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from omnitron.core import formats
from omnitron.core.errors import Refusal
from omnitron.core.keyset import Cursor, Sort, cursor_in
from omnitron.order_pages.chips import Chip, chips_of
from orders.filter_queries import UnknownList, canonical, expand, readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omnitron.accounts.models import User
    from omnitron.core.keyset import Page
    from orders.list_filter import ListFilter

PAGE_SIZE = 50
COUNTED = 10_000
NEWEST_FIRST = "-date"
DATE_SORTS = {
    NEWEST_FIRST: Sort("placed_at", descending=True),
    "date": Sort("placed_at", descending=False),
}


class OrderListing:
    """One page of a list, with everything that stands around it."""

    sorts: ClassVar[Mapping[str, Sort]] = DATE_SORTS
    url_name: ClassVar[str]

    def __init__(self, user: User, query: QueryDict) -> None:
        self.user = user
        self.query = query
        self.problems: list[str] = []
        try:
            expanded, lost = expand(query), ""
        except UnknownList as refusal:
            expanded, lost = QueryDict(), str(refusal)
        self.filter = self.make_filter(expanded)
        self.orders = self.filter.qs
        if lost:
            # Not every order: nobody asked for all of them.
            self.problems.append(lost)
            self.orders = self.filter.unsplit = self.orders.none()
        self.sort_name = self._sort_name()
        self.sort = self.sorts[self.sort_name]

    def make_filter(self, query: QueryDict) -> ListFilter:
        """The panel's filter of a query."""
        raise NotImplementedError

    def why_not_sorted_by(self, sort: Sort) -> str:
        """Why the list cannot be in this order now; '' where it can."""
        return ""

    @property
    def page(self) -> Page:
        """The rows of this page, read at about the same cost however many match."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many match, counted no further than one beyond `COUNTED`."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """Its address, without a query."""
        return reverse(self.url_name)

    @cached_property
    def filter_query(self) -> str:
        """The filter in its normal form: what saved views and selections keep."""
        return canonical(self.filter.data, fields=self.filter.form.fields)

    @cached_property
    def link_query(self) -> QueryDict:
        """The filter with the sort: what links to other pages of this list begin with."""
        kept = canonical(readable(self.filter), fields=self.filter.form.fields)
        query = QueryDict(kept, mutable=True)
        if self.sort_name != NEWEST_FIRST:
            query["sort"] = self.sort_name
        return query

    @property
    def page_query(self) -> str:
        """The filter with the sort and the key of this page, to come back to it."""
        query = QueryDict(self.filter_query, mutable=True)
        for name in ("sort", "after", "before"):
            if value := self.query.get(name):
                query[name] = value
        return query.urlencode()

    @property
    def count_text(self) -> str:
        """“2,481”, or “10,000+” where counting further would cost time."""
        return formats.capped_text(self.count, COUNTED)

    @cached_property
    def chips(self) -> list[Chip]:
        """What is on, each removable."""
        return chips_of(self.filter, self.url)

    def cursor(self) -> Cursor | None:
        """Which row the page begins after, or ends before."""
        try:
            return cursor_in(self.query, of_dates=self.sort.field == "placed_at")
        except Refusal as refusal:
            self.problems.append(str(refusal))
            return None

    def _sort_name(self) -> str:
        name = self.query.get("sort") or NEWEST_FIRST
        if name not in self.sorts:
            self.problems.append(_("The list cannot be sorted like that; newest first."))
            return NEWEST_FIRST
        if problem := self.why_not_sorted_by(self.sorts[name]):
            self.problems.append(problem)
            return NEWEST_FIRST
        return name
