"""What Omnitron's order list shows for a query."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from omnitron.core.keyset import Page, Sort, count_up_to, expected_count, page_of
from omnitron.order_pages.listing import COUNTED, DATE_SORTS, PAGE_SIZE, OrderListing
from omnitron.panel.models import SavedView
from orders.filter_reading import is_in_order, is_words_alone, parts_of
from orders.filters import OrderFilter
from payments.models import PaymentType

if TYPE_CHECKING:
    from django.http import QueryDict

    from omnitron.accounts.models import User

# An index of words has to be read to its end before the first match is known. Where the statistics
# expect so many that they cannot be that wrong, nothing is counted.
SURELY_MORE = 5 * COUNTED


class Listing(OrderListing):
    """One page of the list, with everything that stands around it."""

    filter: OrderFilter
    url_name = "omnitron:order-list"
    sorts = {
        **DATE_SORTS,
        "-amount": Sort("amount", descending=True),
        "amount": Sort("amount", descending=False),
    }

    def __init__(self, user: User, query: QueryDict) -> None:
        super().__init__(user, query)
        if self.sort.field == "amount":
            # The index of amounts is in order within one currency.
            one_currency = {"currency": self.filter.single_currency}
            self.orders = self.orders.filter(**one_currency)
            self.filter.unsplit = self.filter.unsplit.filter(**one_currency)

    def make_filter(self, query: QueryDict) -> OrderFilter:
        """Every field of the filter panel."""
        return OrderFilter(query, user=self.user, payment_types=PaymentType.choices)

    def why_not_sorted_by(self, sort: Sort) -> str:
        """Amounts of two currencies cannot be compared."""
        if sort.field != "amount" or self.filter.single_currency:
            return ""
        return _("Choose a currency or a channel to sort by amount; newest first until then.")

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
            cursor=self.cursor(),
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
