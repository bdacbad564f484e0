"""What a page shows of an order: its history tells the events that are about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from omnitron.seller_center.history.told import About, kinds_about
from orders.states import UNAPPROVED, Status

if TYPE_CHECKING:
    from collections.abc import Collection
    from decimal import Decimal

    from omnitron.accounts.models import User
    from orders.models import Order, OrderItem


@dataclass(frozen=True)
class Seen:
    """The items of an order, or of one package of it; `packages` are their numbers.

    `is_whole` says that nothing of the order is hidden from the person, `amount` is of the share on
    the page of the order, and nothing on that of a package.
    """

    user: User
    order: Order
    items: Collection[OrderItem]
    packages: Collection[str]
    is_whole: bool
    amount: Decimal | None = None

    @cached_property
    def item_ids(self) -> set[int]:
        """The keys of the items."""
        return {item.pk for item in self.items}

    @property
    def is_order(self) -> bool:
        """Whether the page is that of the order."""
        return self.amount is not None

    @property
    def is_all(self) -> bool:
        """Whether the page shows all of the order."""
        return self.is_whole and self.is_order

    def events(self, plan_causes: Collection[str]) -> Q:
        """The events about it; `plan_causes` are what those of its plans name as their cause."""
        condition = _of(About.ITEM) & self._about_items
        condition |= _of(About.PACKAGE) & self._about_packages
        condition |= _of(About.PLAN) & Q(cause__in=plan_causes)
        return condition | _of(About.ORDER) if self.is_order else condition

    @property
    def _about_items(self) -> Q:
        """Before its approval an item is nothing that Seller Center has a word for."""
        shown = sorted(set(Status) - UNAPPROVED)
        items = Q(item__in=self.item_ids)
        if self.is_all:
            items |= Q(item=None)
        return items & (~Q(changes__has_key="status") | Q(changes__status__1__in=shown))

    @property
    def _about_packages(self) -> Q:
        numbers = sorted(self.packages)
        return Q(changes__package__1__in=numbers) | Q(changes__from_package__1__in=numbers)


def _of(about: About) -> Q:
    return Q(kind__in=kinds_about(about))
