"""One page of sellers and how they did."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Q, Sum

from cancellations.models import CancellationReason
from omnitron.core.folding import folded, holding
from omnitron.core.formats import NOTHING, count_text, money_text, percent_text
from omnitron.seller_center.performance.rows import Row, Scale
from orders.models import SalesChannel
from performance.models import SellerPerformance
from performance.querysets import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from omnitron.accounts.models import User
    from performance.querysets import PerformanceQuerySet

PER_PAGE = 50
# By the name that the address has; each is followed by the seller's name.
SORTS = {
    "rate": "rate_{days}",
    "orders": "orders_{days}",
    "items": "items_{days}",
    "rejected": "rejected_{days}",
    "late": "lateness_{days}",
    "cost": "cost_{days}",
}
WORST_FIRST = "-rate"


@dataclass(frozen=True)
class Figures:
    """The sums over all sellers of the list."""

    items: str
    rejected: str
    rate: str
    over: int
    over_text: str
    sellers: str
    lateness: str
    late: str
    packages: str
    # One for each currency.
    costs: list[str]


class Sellers:
    """The sellers of a person's marketplaces, in order, a page of them."""

    def __init__(self, user: User, query: QueryDict) -> None:
        self.user = user
        self.days = days_in(query)
        self.query = query.get("q", "").replace("\0", "").strip()
        self.sort = query.get("sort", "") if _is_sort(query.get("sort", "")) else WORST_FIRST
        self.page_number = query.get("page")
        channels = SalesChannel.objects.marketplaces_of(user)
        self.all: PerformanceQuerySet = SellerPerformance.objects.visible_to(user).filter(
            channel__in=channels
        )

    @cached_property
    def page(self) -> Page[SellerPerformance]:
        """The rows of the page."""
        all_of_them = self.all.with_rates().select_related("seller", "channel")
        found = holding(all_of_them, self.query, ["seller__name", "seller__code"])
        name = (folded("seller__name"), "pk")
        if self.sort.lstrip("-") == "name":
            order = [name[0].desc() if self.sort.startswith("-") else name[0]]
        else:
            column = F(SORTS[self.sort.lstrip("-")].format(days=self.days))
            downwards = self.sort.startswith("-")
            order = [column.desc(nulls_last=True) if downwards else column.asc(nulls_last=True)]
            if self.sort.lstrip("-") == "cost":
                # Amounts of several currencies have no order.
                order.insert(0, F("channel__currency").asc())
        rows = found.order_by(*order, *name)
        return Paginator(rows, PER_PAGE).get_page(self.page_number)

    @cached_property
    def rows(self) -> list[Row]:
        """They, as the page shows them."""
        return rows_of(self.page.object_list, self.days)

    @cached_property
    def names_channels(self) -> bool:
        """Whether the rows say of which marketplace they are."""
        return len({row.channel_id for row in self.page.object_list}) > 1

    @cached_property
    def figures(self) -> Figures:
        """What all of them come to."""
        days = self.days
        sums = self.all.with_rates().aggregate(
            **{name: Sum(f"{name}_{days}", default=0) for name in SUMMED},
            sellers=Count("seller", distinct=True),
            over=Count("seller", distinct=True, filter=Q(rate_30__gt=settings.REJECTION_THRESHOLD)),
        )
        return Figures(
            items=count_text(sums["items"]),
            rejected=count_text(sums["rejected"]),
            rate=percent_text(_share(sums["rejected"], sums["items"])),
            over=sums["over"],
            over_text=count_text(sums["over"]),
            sellers=count_text(sums["sellers"]),
            lateness=percent_text(_share(sums["late"], sums["packages"])),
            late=count_text(sums["late"]),
            packages=count_text(sums["packages"]),
            costs=self._costs(),
        )

    def _costs(self) -> list[str]:
        sums = (
            self.all.order_by("channel__currency")
            .values_list("channel__currency")
            .annotate(cost=Sum(f"cost_{self.days}"))
        )
        return [money_text(cost, currency) for currency, cost in sums if cost] or [NOTHING]

    @cached_property
    def counted_at(self) -> object:
        """Of when the figures are."""
        return self.all.aggregate(at=Max("counted_at"))["at"]


SUMMED = ("items", "rejected", "packages", "late")


def days_in(query: QueryDict) -> int:
    """Over how many days the address asks for figures."""
    return DAYS[1] if query.get("days") == str(DAYS[1]) else DAYS[0]


def rows_of(found: Iterable[SellerPerformance], days: int) -> list[Row]:
    """Rows drawn to one scale; the words of their reasons are read at once."""
    found = list(found)
    scale = Scale(
        rate=max((getattr(row, f"rate_{days}") or 0 for row in found), default=0),
        weekly=max((count for row in found for count in row.weekly_rejected), default=0),
    )
    keys = {pk for row in found for pk in (*row.reasons_30, *row.reasons_90)}
    reasons = CancellationReason.objects.filter(pk__in=keys).values_list("pk", "subject")
    subjects = {str(pk): subject for pk, subject in reasons}
    return [Row(row, days, scale, subjects) for row in found]


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _is_sort(name: str) -> bool:
    return name.lstrip("-") in (*SORTS, "name") and not name.startswith("--")
