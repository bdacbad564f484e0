"""Lists that figures lead to: narrowed by days and by little else, in order of a moment."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import QueryDict
from django.urls import reverse

from omnitron.core import formats
from omnitron.core.chips import Chip, chips_of
from omnitron.core.keyset import Page, Sort, count_up_to, page_in

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from omnitron.accounts.models import User
    from omnitron.core.days_form import DaysForm

PAGE_SIZE = 50
COUNTED = 10_000


class DatedList:
    """One page of such a list; each says what it is of."""

    url_name: ClassVar[str]
    title: ClassVar[str | Promise]
    about: ClassVar[str | Promise]
    table: ClassVar[str]
    icon: ClassVar[str]
    # What the tabs of a list say already.
    in_tabs: ClassVar[tuple[str, ...]] = ()
    # The newest first, unless a list knows better.
    sort = Sort("created_at", descending=True)

    def __init__(self, user: User, query: QueryDict) -> None:
        self.user = user
        self.query = query
        self.form = self.make_form(query)

    def make_form(self, query: QueryDict) -> DaysForm:
        """What may be asked."""
        raise NotImplementedError

    @property
    def found(self) -> QuerySet[Any]:
        """All that match."""
        raise NotImplementedError

    @property
    def shown(self) -> QuerySet[Any]:
        """The same with what a row needs."""
        raise NotImplementedError

    @cached_property
    def page(self) -> Page:
        """The rows of this page."""
        return page_in(self.query, self.shown, sort=self.sort, size=PAGE_SIZE, of_dates=True)

    @cached_property
    def count(self) -> int:
        """How many match, counted no further than one beyond `COUNTED`."""
        if not self.page.next and not self.page.previous:
            return len(self.page.rows)
        return count_up_to(COUNTED + 1, self.found)

    @property
    def count_text(self) -> str:
        """“14”, or “10,000+” where counting further would cost time."""
        return formats.capped_text(self.count, COUNTED)

    @property
    def url(self) -> str:
        """Where the list is."""
        return reverse(self.url_name)

    @cached_property
    def link_query(self) -> QueryDict:
        """The filter: what links to other pages of the list begin with."""
        query = QueryDict(mutable=True)
        for name in self.form.values:
            query.setlist(name, self.query.getlist(name))
        return query

    @property
    def clear_url(self) -> str:
        """The list without what the chips say."""
        query = self.link_query.copy()
        for name in self.form.values.keys() - set(self.in_tabs):
            query.pop(name, None)
        return f"{self.url}?{query.urlencode()}" if query else self.url

    @cached_property
    def chips(self) -> list[Chip]:
        """What is on, each removable."""
        on = chips_of(self.form, self.link_query, self.url)
        return [chip for chip in on if chip.name not in self.in_tabs]
