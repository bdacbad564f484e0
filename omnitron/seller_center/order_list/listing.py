"""What Seller Center's order list shows for a query."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg

from cancellations.models import CancellationPlanItem
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core import formats
from omnitron.core.keyset import Page, counts_up_to, page_of, together
from omnitron.order_pages.listing import COUNTED, PAGE_SIZE, OrderListing
from omnitron.order_pages.progress import OF_SELLERS, progress_in_short
from orders.models import OrderItem, Seller
from orders.seller_center_filter import SellerCenterFilter
from orders.shares import Share, shares_of
from orders.shown_status import ShownStatus, shown_status
from orders.stages import Stage
from orders.states import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import QuerySet
    from django.http import QueryDict

    from orders.models import Order

# What is being worked on; what has come to its end is only asked for by name.
COUNTED_STAGES = (Stage.WAITING_PACKAGING, Stage.PREPARING, Stage.SHIPPED)
ALL = ""


class Tab(NamedTuple):
    """A stage, or all of them, with the rest of the filter."""

    name: str
    label: Any
    url: str
    count_text: str
    is_current: bool


class Row(NamedTuple):
    """An order as the person sees it."""

    order: Order
    share: Share
    seller_names: str
    status: ShownStatus
    progress: str


class Listing(OrderListing):
    """One page of the list, with everything that stands around it."""

    filter: SellerCenterFilter
    url_name = "seller_center:order-list"

    def make_filter(self, query: QueryDict) -> SellerCenterFilter:
        """All that may be asked here."""
        return SellerCenterFilter(query, user=self.user)

    @cached_property
    def page(self) -> Page:
        """The rows of this page, read at about the same cost however many match."""
        orders, parts, few = self.filter.unsplit, self.filter.parts(), False
        if self.filter.is_short:
            orders, parts, few = self.orders, [], True
        elif not self.filter.is_in_order and self.count <= COUNTED:
            parts, few = self.filter.few_parts(self.filter.stages), True
        return page_of(
            orders.for_listing(),
            sort=self.sort,
            size=PAGE_SIZE,
            cursor=self.cursor(),
            few=few,
            parts=parts,
        )

    @cached_property
    def rows(self) -> list[Row]:
        """The same with what the person sees of each."""
        shares = shares_of(self.user, self.page.rows)
        keys = {pk for share in shares.values() for pk in share.seller_ids}
        names = dict(Seller.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
        rejected = self._rejected(shares)
        statuses = self._statuses(shares)
        return [
            Row(
                order,
                share,
                ", ".join(sorted(names[pk] for pk in share.seller_ids)),
                shown_status(share.status, rejected=order.pk in rejected),
                progress_in_short(statuses.get(order.pk, ()), OF_SELLERS),
            )
            for order in self.page.rows
            for share in [shares[order.pk]]
        ]

    def _rejected(self, shares: Mapping[int, Share]) -> set[int]:
        """The canceled ones of which all that is seen was rejected."""
        canceled = [pk for pk, share in shares.items() if share.status == Status.CANCELED]
        if not canceled:
            return set()
        items = OrderItem.objects.visible_to(self.user, SELLER_CENTER).filter(order__in=canceled)
        return CancellationPlanItem.objects.rejected_orders_among(items)

    def _statuses(self, shares: Mapping[int, Share]) -> dict[int, list[int]]:
        """Those of the lines of shares that have several, by the key of the order."""
        several = [pk for pk, share in shares.items() if share.item_count > 1]
        if not several:
            return {}
        items = OrderItem.objects.visible_to(self.user, SELLER_CENTER).filter(order__in=several)
        of_orders = items.order_by().values("order_id").annotate(statuses=ArrayAgg("status"))
        return dict(of_orders.values_list("order_id", "statuses"))

    @property
    def count(self) -> int:
        """How many match, counted no further than one beyond `COUNTED`."""
        return self._counts[self._asked]

    @property
    def tabs(self) -> list[Tab]:
        """All, and each stage, with the rest of the filter as it is."""
        names = [(ALL, None), *((stage.value, stage) for stage in Stage)]
        return [self._tab(name, stage) for name, stage in names]

    def _tab(self, name: str, stage: Stage | None) -> Tab:
        stages = (stage,) if stage else ()
        shown = stage in COUNTED_STAGES and stages in self._counts
        return Tab(
            name or "all",
            stage.label if stage else "",
            self._url_of(name),
            formats.capped_text(self._counts[stages], COUNTED) if shown else "",
            self._asked == stages,
        )

    def _url_of(self, name: str) -> str:
        query = self.link_query.copy()
        query.pop("status", None)
        if name:
            query["status"] = name
        return f"{self.url}?{query.urlencode()}" if query else self.url

    @property
    def _asked(self) -> tuple[Stage, ...]:
        return tuple(sorted(self.filter.stages))

    @cached_property
    def _counts(self) -> dict[tuple[Stage, ...], int]:
        """How many match the filter, and would match it in other stages, by one statement.

        Words are looked for once only: their index is read to its end each time.
        """
        wanted: dict[tuple[Stage, ...], None] = {self._asked: None}
        if not self.filter.is_by_words:
            wanted |= {(stage,): None for stage in COUNTED_STAGES}
        counts = counts_up_to(COUNTED + 1, [self.orders_in(stages) for stages in wanted])
        return dict(zip(wanted, counts, strict=True))

    def orders_in(self, stages: Collection[Stage]) -> QuerySet[Any]:
        """Those that match the filter and are in one of the stages, or in any; to be counted."""
        return together(self.filter.unsplit, self.filter.few_parts(stages))
