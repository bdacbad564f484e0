"""The filter of Seller Center's orders: all is asked of what somebody sees of an order.

Orders of a person's marketplaces are seen whole, and the order itself answers. Of others only the
items of their sellers are seen: those answer, by way of the packages where that reads less.
"""

from __future__ import annotations

from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy

from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.keyset import counts_up_to
from orders.access import sees_whole
from orders.filter_fields import (
    AnyOf,
    CustomerFilter,
    DayFilter,
    NumbersFilter,
    SellerFilter,
)
from orders.list_filter import RANGES, ListFilter
from orders.models import Order, OrderItem, Package
from orders.stages import Stage, codes_of, packages_of
from orders.states import NOT_LIVE, UNAPPROVED

if TYPE_CHECKING:
    from collections.abc import Collection

    from django import forms
    from django.http import QueryDict

    from omnitron.accounts.models import User
    from orders.filter_choices import Choices
    from orders.querysets import ItemQuerySet, OrderQuerySet, PackageQuerySet

# Of a stage with more packages the orders are read in the list's order instead: they are dense.
RARE = 10_000
NOBODY = Q(pk__in=[])


def _lowest_live(items: ItemQuerySet) -> Subquery:
    """The lowest status of the live items that are shown; none where all of them have ended."""
    live = items.filter(order=OuterRef("pk")).exclude(status__in=sorted(NOT_LIVE | UNAPPROVED))
    return Subquery(live.order_by("status").values("status")[:1])


class SellerCenterFilter(ListFilter):
    """The search box and the fields above the list; a seller is only asked for by a marketplace."""

    q = django_filters.CharFilter(method="search_everything", label=gettext_lazy("Search"))
    number = NumbersFilter(method="by_numbers", label=gettext_lazy("Order number"))
    status = AnyOf(coerce=Stage, label=gettext_lazy("Status"))
    placed_from = DayFilter(method="placed_since", label=gettext_lazy("Date placed from"))
    placed_to = DayFilter(method="placed_until", label=gettext_lazy("Date placed to"))
    customer = CustomerFilter(label=gettext_lazy("Customer"))
    seller = SellerFilter(field_name="seller_ids", label=gettext_lazy("Seller"))

    def __init__(self, data: QueryDict, *, user: User) -> None:
        self.whole = sees_whole(user)
        self.own_sellers = [] if self.whole is None else user.seller_ids
        super().__init__(data, user=user, queryset=Order.objects.visible_to(user, SELLER_CENTER))

    def choices(self) -> dict[str, Choices]:
        """What may be chosen, by field."""
        return {"status": list(Stage.choices)}

    @property
    def form(self) -> forms.Form:
        """The fields that are the person's: who sees sellers only in part asks for none."""
        form = super().form
        if not self.asks_sellers:
            form.fields.pop("seller", None)
        return form

    @property
    def asks_sellers(self) -> bool:
        """Whether somebody sees all sellers of an order, so that one of them can be asked for."""
        return self.whole is None or bool(self.whole)

    @property
    def stages(self) -> list[Stage]:
        """The stages asked for; none means all."""
        return list(self.values.get("status", ()))

    def seen_items(self) -> Q:
        """Tracking and invoice numbers of other sellers lead nowhere."""
        if self.whole is None:
            return Q()
        return Q(channel_id__in=self.whole) | Q(items__seller_id__in=self.own_sellers)

    def filter_queryset(self, queryset: OrderQuerySet) -> OrderQuerySet:
        """The orders that match every field that could be read."""
        own = OrderItem.objects.filter(seller__in=self.own_sellers)
        orders = queryset.alias(
            lowest_live=_lowest_live(own), lowest_of_all=_lowest_live(OrderItem.objects.all())
        )
        self.unsplit = self.narrowed(orders, but=("status", "seller"))
        seen = [*self._whole(self.stages), *self._own(self.stages)]
        found: OrderQuerySet = self.unsplit.filter(reduce(or_, seen) if seen else NOBODY)
        return found

    @property
    def is_in_order(self) -> bool:
        """Whether each of `parts` is in order of date in one index, so that all are read alike."""
        asked = self.values.keys() - set(RANGES["placed"])
        return not asked or (asked == {"status"} and self.whole is None)

    @property
    def is_by_words(self) -> bool:
        """Whether an index of words has to be read to its end before the first match is known."""
        return not self.is_short and bool({"q", "customer"} & self.values.keys())

    def parts(self) -> list[Q]:
        """Conditions that exclude each other and together are the filter, each in order of date."""
        return [*self._whole_in_order(), *self._own_in_order()] or [NOBODY]

    def few_parts(self, stages: Collection[Stage]) -> list[Q]:
        """The same for any stages, each to be read by whatever leaves the least of it."""
        return [*self._whole(stages), *self._few_own(stages)] or [NOBODY]

    def _whole(self, stages: Collection[Stage]) -> list[Q]:
        if not self.asks_sellers:
            return []
        seen = Q() if self.whole is None else Q(channel_id__in=sorted(self.whole))
        if self._asked_seller:
            seen &= reduce(or_, self.filters["seller"].parts(self._asked_seller))
        if not stages:
            return [seen]
        return [seen & Q(status__in=codes_of(stages)), seen & self._in_part(stages)]

    def _whole_in_order(self) -> list[Q]:
        if not self.asks_sellers:
            return []
        if self._asked_seller:
            sellers = self.filters["seller"].parts(self._asked_seller)
            return [seen & part for seen in self._whole(self.stages) for part in sellers]
        if self.is_by_words:
            # Many match, so all together are read in order of date; a channel by itself may have
            # few of them, and would be read to its end.
            return self._whole(self.stages)
        if self.stages:
            seen, in_part = self._whole(self.stages)
            return [*(seen & Q(status=code) for code in codes_of(self.stages)), in_part]
        if self.whole is None:
            return self._whole(())
        return [Q(channel_id=channel) for channel in sorted(self.whole)]

    def _own(self, stages: Collection[Stage]) -> list[Q]:
        """What is seen in part, as one condition."""
        sellers = self._sellers
        if not sellers:
            return []
        return [reduce(or_, self._of(sellers)) & self._elsewhere & self._in(stages)]

    def _own_in_order(self) -> list[Q]:
        seen = self._elsewhere & self._in(self.stages)
        return [part & seen for part in self._of(self._sellers)]

    def _few_own(self, stages: Collection[Stage]) -> list[Q]:
        """By the packages, where these are few; the flag keeps an order from being in two parts.

        An item that waits for its approval has a say in its package, and none in a share: the
        orders with one are read by an index of theirs.
        """
        found = self._own(stages)
        if not found or not stages or not self._is_rare(stages):
            return found
        (seen,) = found
        in_part = seen & Q(status__in=sorted(UNAPPROVED))
        seen &= ~Q(status__in=sorted(UNAPPROVED))
        packages = Q(pk__in=self._packages(stages).values("order_id"))
        if Stage.CANCELED_OR_RETURNED not in stages:
            return [seen & packages, in_part]
        return [
            seen & packages & Q(cancellation_waiting=False),
            seen & Q(cancellation_waiting=True),
            in_part,
        ]

    @property
    def _asked_seller(self) -> Any:
        return self.values.get("seller")

    @property
    def _sellers(self) -> list[int]:
        """The person's own sellers, of which one may be asked for."""
        asked = self._asked_seller
        return [pk for pk in self.own_sellers if asked is None or pk == asked.pk]

    @property
    def _elsewhere(self) -> Q:
        """Outside the marketplaces whose orders are seen whole."""
        return ~Q(channel_id__in=sorted(self.whole)) if self.whole else Q()

    def _of(self, sellers: list[int]) -> list[Q]:
        if not sellers:
            return []
        alone = [Q(seller_ids=[pk]) for pk in sellers]
        return [*alone, Q(seller_ids__overlap=sellers, seller_ids__len__gt=1)]

    @staticmethod
    def _in(stages: Collection[Stage], lowest: str = "lowest_live") -> Q:
        if not stages:
            return Q()
        codes = [code for code in codes_of(stages) if code not in NOT_LIVE]
        live = Q(**{f"{lowest}__in": codes})
        if Stage.CANCELED_OR_RETURNED in stages:
            return live | Q(**{f"{lowest}__isnull": True})
        return live

    def _in_part(self, stages: Collection[Stage]) -> Q:
        """Of the orders with an item that waits for its approval, those whose others are there."""
        return Q(status__in=sorted(UNAPPROVED)) & self._in(stages, "lowest_of_all")

    def _packages(self, stages: Collection[Stage]) -> PackageQuerySet:
        found: PackageQuerySet = Package.objects.filter(
            seller__in=self.own_sellers, status__in=packages_of(stages)
        )
        return found

    def _is_rare(self, stages: Collection[Stage]) -> bool:
        return sum(self._package_counts[stage] for stage in stages) <= RARE

    @cached_property
    def _package_counts(self) -> dict[Stage, int]:
        """How many packages each stage has, counted from the index alone."""
        counts = counts_up_to(RARE + 1, [self._packages([stage]) for stage in Stage])
        return dict(zip(Stage, counts, strict=True))
