"""What the order list shows for a query: the filter, one page in order, and how many match."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from omnitron.core import formats
from omnitron.core.errors import Refusal
from omnitron.core.keyset import Cursor, Page, Sort, count_up_to, cursor_in, expected_count, page_of
from omnitron.panel.models import SavedView
from omnitron.panel.order_list.chips import Chip, chips_of
from orders.filter_queries import UnknownList, canonical, expand, readable
from orders.filter_reading import is_in_order, is_words_alone, parts_of
from orders.filters import OrderFilter
from payments.models import PaymentType

if TYPE_CHECKING:
    from omnitron.accounts.models import User

PAGE_SIZE = 50
COUNTED = 10_000
# An index of words has to be read to its end before the first match is known. Where the statistics
# expect so many that they cannot be that wrong, nothing is counted.
SURELY_MORE = 5 * COUNTED
SORTS = {
    "-date": Sort("placed_at", descending=True),
    "date": Sort("placed_at", descending=False),
    "-amount": Sort("amount", descending=True),
    "amount": Sort("amount", descending=False),
}
NEWEST_FIRST = "-date"


@dataclass
class Listing:
    """One page of the list, with everything that stands around it."""

    user: User
    query: QueryDict
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            query, lost = expand(self.query), ""
        except UnknownList as refusal:
            query, lost = QueryDict(), str(refusal)
        self.filter = OrderFilter(query, user=self.user, payment_types=PaymentType.choices)
        self.orders = self.filter.qs
        if lost:
            # Not every order: nobody asked for all of them.
            self.problems.append(lost)
            self.orders = self.filter.unsplit = self.orders.none()
        self.sort_name = self._sort_name()
        self.sort = SORTS[self.sort_name]
        if self.sort.field == "amount":
            # The index of amounts is in order within one currency.
            one_currency = {"currency": self.filter.single_currency}
            self.orders = self.orders.filter(**one_currency)
            self.filter.unsplit = self.filter.unsplit.filter(**one_currency)

    @cached_property
    def filter_query(self) -> str:
        """The filter in its normal form: what saved views and selections keep."""
        return canonical(self.filter.data)

    @cached_property
    def link_query(self) -> QueryDict:
        """The filter with the sort: what links to other pages of this list begin with."""
        query = QueryDict(canonical(readable(self.filter)), mutable=True)
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

    @cached_property
    def page(self) -> Page:
        """The rows of this page, read at about the same cost however many match."""
        by_amount = self.sort.field == "amount"
        in_order = not by_amount and is_in_order(self.filter)
        few = self.filter.is_short or (self.is_narrowed and not in_order and self.count <= COUNTED)
        orders, parts = self.orders, []
        if not by_amount and not few:
            orders, parts = self.filter.unsplit, parts_of(self.filter)
        return page_of(
            orders.for_listing(),
            sort=self.sort,
            size=PAGE_SIZE,
            cursor=self._cursor(),
            few=few,
            parts=parts,
        )

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether anything but time decides which orders these are."""
        return bool(self.filter.values) or not self.user.sees_every_channel

    @cached_property
    def count(self) -> int:
        """How many match, counted no further than one beyond `COUNTED`."""
        if self.filter.is_short and not self.page.next and not self.page.previous:
            return len(self.page.rows)
        if is_words_alone(self.filter) and expected_count(self.orders) >= SURELY_MORE:
            return COUNTED + 1
        return count_up_to(COUNTED + 1, self.filter.unsplit, parts_of(self.filter))

    @cached_property
    def views(self) -> list[SavedView]:
        """The filters that the person keeps by name."""
        return list(SavedView.objects.filter(user=self.user))

    @property
    def saved_view(self) -> SavedView | None:
        """The one of them that this is."""
        return next((view for view in self.views if view.query == self.filter_query), None)

    @property
    def count_text(self) -> str:
        """“2,481”, or “10,000+” where counting further would cost time."""
        if self.count > COUNTED:
            return formats.count_text(COUNTED) + "+"
        return formats.count_text(self.count)

    @cached_property
    def chips(self) -> list[Chip]:
        """What is on, each removable."""
        return chips_of(self.filter)

    def _sort_name(self) -> str:
        name = self.query.get("sort") or NEWEST_FIRST
        if name not in SORTS:
            self.problems.append(_("The list cannot be sorted like that; newest first."))
            return NEWEST_FIRST
        if SORTS[name].field == "amount" and not self.filter.single_currency:
            self.problems.append(
                _("Choose a currency or a channel to sort by amount; newest first until then.")
            )
            return NEWEST_FIRST
        return name

    def _cursor(self) -> Cursor | None:
        try:
            return cursor_in(self.query, of_dates=self.sort.field == "placed_at")
        except Refusal as refusal:
            self.problems.append(str(refusal))
            return None
