"""The history of what somebody sees of an order or of a package: the newest events, or all."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from omnitron.core.keyset import Page, Sort, page_in
from omnitron.order_pages.log_events import events_of, told_once
from omnitron.seller_center.history.plans import plans_told
from omnitron.seller_center.history.seen import Seen
from omnitron.seller_center.history.writing import ShareWriter
from omnitron.seller_center.links import package_url
from orders.shares import sees_whole_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import QueryDict

    from omnitron.order_pages.log_lines import LogLine
    from omnitron.seller_center.history.plans import PlanTold
    from omnitron.seller_center.order_detail.contents import OrderPage
    from omnitron.seller_center.packages.contents import PackagePage

NEWEST, PAGE_SIZE = 10, 50
NEWEST_FIRST = Sort("at", descending=True)
ALL = "all"


class History:
    """The events, as a part of the page at `url`: the newest, or page by page all of them."""

    def __init__(self, seen: Seen, query: QueryDict, url: str) -> None:
        self.seen = seen
        self.query = query
        self.url = url
        self.is_open = query.get("history") == ALL

    @cached_property
    def _plans(self) -> Mapping[str, PlanTold]:
        return plans_told(self.seen)

    @cached_property
    def page(self) -> Page:
        """The events, each told once."""
        told = events_of(self.seen.order).filter(self.seen.events(sorted(self._plans)))
        return page_in(
            self.query if self.is_open else {},
            told_once(told),
            sort=NEWEST_FIRST,
            size=PAGE_SIZE if self.is_open else NEWEST,
            of_dates=True,
        )

    @cached_property
    def days(self) -> list[tuple[date, list[LogLine]]]:
        """The same in words, by day in the reader's time zone."""
        return ShareWriter(self.seen, self._plans, self.page.rows).days(self.page.rows)

    @property
    def all_url(self) -> str:
        """Where all of them are; '' where nothing is left out."""
        return self._url() if self.page.next and not self.is_open else ""

    @property
    def older_url(self) -> str:
        """The next page; '' on the last."""
        return self._url(after=self.page.next) if self.page.next and self.is_open else ""

    @property
    def newer_url(self) -> str:
        """The page before; '' on the first."""
        return self._url(before=self.page.previous) if self.page.previous else ""

    def _url(self, **place: str) -> str:
        return f"{self.url}?{urlencode({'history': ALL, **place})}#history"


def history_of_order(page: OrderPage, query: QueryDict) -> History:
    """What happened to somebody's share of an order."""
    seen = Seen(
        user=page.user,
        order=page.order,
        items=page.items,
        packages={item.package.number for item in page.items if item.package},
        is_whole=page.share.is_whole,
        amount=page.share.amount,
    )
    return History(seen, query, reverse("seller_center:order-detail", args=[page.order.number]))


def history_of_package(page: PackagePage, query: QueryDict) -> History:
    """What happened to a package and what is in it."""
    seen = Seen(
        user=page.user,
        order=page.order,
        items=[shown.item for shown in page.items],
        packages={page.package.number},
        is_whole=sees_whole_order(page.user, page.order),
    )
    return History(seen, query, package_url(page.package.number))
