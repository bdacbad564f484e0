"""One page of the packages: a view, a filter, and what is known of each."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse

from omnitron.core import formats
from omnitron.core.errors import Refusal
from omnitron.core.keyset import Page, Sort, counts_up_to, cursor_in, page_of
from omnitron.seller_center.packages.filters import PackageFilter
from omnitron.seller_center.packages.parts import Seen
from omnitron.seller_center.packages.rows import Lines, Row, lines_of
from omnitron.seller_center.packages.views import ALL, VIEWS, View
from orders.models import Package
from orders.package_actions import IN_PREPARATION, PackageAction
from orders.services.packages.locking import PERMISSION

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import Q
    from django.utils.functional import Promise

    from omnitron.accounts.models import User
    from orders.querysets import PackageQuerySet

PAGE_SIZE = 50
COUNTED = 10_000
PLACE = ("after", "before")
# Putting more together takes longer than to read and sort what is not much: all that is in work,
# or as many as are counted.
MOST_PARTS = 24
# What can be done with many packages at once.
BULK = (PackageAction.START_PREPARING, PackageAction.READY_TO_SHIP, PackageAction.DELIVERED)


class Listing:
    """What a query shows; `ticked` are the packages that somebody chose before a refusal."""

    def __init__(self, user: User, query: QueryDict, ticked: Collection[str] = ()) -> None:
        self.user = user
        self.query = query
        self.ticked = ticked
        asked = query.get("view", ALL)
        self.name = asked if asked in VIEWS else ALL
        statuses = self.view.statuses if self.name != ALL else ()
        self.filter = PackageFilter(query, user=user, statuses=statuses)
        self.sort = Sort("placed_at", descending=not self.view.oldest_first)
        self.problem = ""

    @property
    def view(self) -> View:
        """The part of the list."""
        return VIEWS[self.name]

    @cached_property
    def _matching(self) -> PackageQuerySet:
        """The packages that match the filter, in whatever part of the list."""
        return self.filter.narrowed(Package.objects.visible_to(self.user))

    def _in(self, name: str) -> PackageQuerySet:
        if name == ALL:
            return self._matching
        return VIEWS[name].of(self._matching)

    @property
    def _shown(self) -> PackageQuerySet:
        """This part of the list, narrowed to the status asked for."""
        return self.filter.with_status(self._in(self.name))

    @cached_property
    def _seen(self) -> Seen:
        return Seen(self.user, self.filter.seller_asked_for)

    @property
    def _parts(self) -> list[Q]:
        """What each index has in order; none where it is better to read all and sort it."""
        if "number" in self.filter.values:
            return []
        if self.name != ALL:
            parts = self._seen.in_work(self.view.statuses)
            return parts if len(parts) <= MOST_PARTS else []
        parts = self._seen.in_order()
        return parts if len(parts) <= MOST_PARTS or self.count > COUNTED else []

    @cached_property
    def page(self) -> Page:
        """The packages of this page: an index finds them, and only these are read."""
        try:
            cursor = cursor_in(self.query, of_dates=True)
        except Refusal as refusal:
            cursor, self.problem = None, str(refusal)
        parts = self._parts
        found = page_of(
            self._shown.only("placed_at"),
            sort=self.sort,
            size=PAGE_SIZE,
            cursor=cursor,
            few=not parts,
            parts=parts,
        )
        read = Package.objects.for_listing().in_bulk([package.pk for package in found.rows])
        return replace(found, rows=[read[package.pk] for package in found.rows])

    @cached_property
    def rows(self) -> list[Row]:
        """The same as rows."""
        lines = lines_of(self.page.rows)
        return [
            Row(
                package,
                lines.get(package.pk, Lines()),
                is_packed=self._packs(package),
                ticked=package.number in self.ticked,
            )
            for package in self.page.rows
        ]

    def _packs(self, package: Package) -> bool:
        if not self.user.has_perm(PERMISSION):
            return False
        return self.user.is_superuser or package.seller_id in self.user.seller_ids

    @property
    def can_act(self) -> bool:
        """Whether the person packs a package of this page."""
        return any(row.is_packed for row in self.rows)

    @property
    def actions(self) -> list[PackageAction]:
        """What can be done with many packages of this part at once."""
        return [action for action in BULK if self.view.lets(action)]

    @property
    def holds_unshipped(self) -> bool:
        """Whether this part has packages that have not left."""
        return not IN_PREPARATION.isdisjoint(self.view.statuses)

    @property
    def shows_sellers(self) -> bool:
        """Whether packages of sellers come together for whom the person does not work."""
        return self.user.has_perm("accounts.view_all_sellers")

    @cached_property
    def _counts(self) -> dict[str, int]:
        lists = {name: self._in(name) for name in VIEWS}
        if "status" in self.filter.values:
            lists["shown"] = self._shown
        if self.holds_unshipped:
            lists["late"] = self._shown.late()
        counts = counts_up_to(COUNTED + 1, lists.values(), self._seen.for_counting())
        return dict(zip(lists, counts, strict=True))

    @property
    def count(self) -> int:
        """How many match, counted no further than one beyond `COUNTED`."""
        return self._counts.get("shown", self._counts[self.name])

    @property
    def count_text(self) -> str:
        """“12”, or “10,000+” where counting further would cost time."""
        return formats.capped_text(self.count, COUNTED)

    @property
    def late(self) -> int:
        """How many of them should have left by now."""
        return self._counts.get("late", 0)

    @property
    def late_text(self) -> str:
        """The same in words."""
        return formats.capped_text(self.late, COUNTED)

    @property
    def tabs(self) -> list[tuple[str, Promise, str, str]]:
        """Each part's name, label, count and address; the filter stays but for the status."""
        found = []
        for name, view in VIEWS.items():
            query = self.link_query.copy()
            query["view"] = name
            query.pop("status", None)
            count = formats.capped_text(self._counts[name], COUNTED)
            found.append((name, view.label, count, f"{self.url}?{query.urlencode()}"))
        return found

    @property
    def url(self) -> str:
        """Where the list is."""
        return reverse("seller_center:package-list")

    @cached_property
    def link_query(self) -> QueryDict:
        """The part and the filter: what links to other pages of the list begin with."""
        query = QueryDict(mutable=True)
        query["view"] = self.name
        for name in self.filter.values:
            query[name] = self.query.get(name, "")
        return query

    @property
    def place(self) -> str:
        """The query of this very page, to come back to it."""
        query = self.link_query.copy()
        for name in PLACE:
            if value := self.query.get(name):
                query[name] = value
        return f"?{query.urlencode()}"

    @property
    def clear_url(self) -> str:
        """The part without any filter."""
        return f"{self.url}?view={self.name}"
