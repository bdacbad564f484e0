"""The lines of an order, grouped by what they are doing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omnitron.order_pages.item_lines import ItemLine
from omnitron.seller_center.links import package_url
from omnitron.seller_center.order_detail.plans import asked_by
from omnitron.seller_center.order_detail.product_rows import RowWriter
from orders.shown_status import ShownStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.safestring import SafeString

    from omnitron.seller_center.order_detail.contents import OrderPage
    from orders.models import OrderItem

# What a plan has to do with them tells more than their packages.
_BY_PLAN = frozenset(
    {
        ShownStatus.CANCELLATION_WAITING,
        ShownStatus.CANCELED,
        ShownStatus.REJECTED,
        ShownStatus.RETURNED,
    }
)


@dataclass(frozen=True)
class Group:
    """Lines that are doing the same; `page` is that of their order."""

    status: ShownStatus
    items: Sequence[OrderItem]
    page: OrderPage

    @property
    def pieces(self) -> int:
        """How many things they are."""
        return sum(item.quantity for item in self.items)

    @property
    def package_links(self) -> list[tuple[str, str]]:
        """Where they are, each package once; of what is no longer packed none."""
        return [] if self.status in _BY_PLAN else package_links(self.items)

    @property
    def story(self) -> str:
        """“by the brand”, “by Casa Aurora, Out of stock”: who asked for it and why, each once."""
        if self.status not in _BY_PLAN:
            return ""
        told = [(self.page.entries.get(item.pk), item) for item in self.items]
        words = [asked_by(entry.plan, [item]) for entry, item in told if entry]
        words += [str(entry.reason) for entry, _item in told if entry]
        return ", ".join(dict.fromkeys(words))

    @property
    def can_be_rejected(self) -> bool:
        """Whether any of it can be, by this person, here."""
        waits = self.status == ShownStatus.WAITING_PACKAGING
        return waits and self.page.may_reject and any(item.seller_id for item in self.items)

    @property
    def rows(self) -> SafeString:
        """The lines as rows of its table."""
        writer = RowWriter(self.page, can_be_rejected=self.can_be_rejected)
        return writer.write([ItemLine(item) for item in self.items])


def groups_of(page: OrderPage) -> list[Group]:
    """The groups that have any line, in the order in which goods go through them."""
    found: dict[ShownStatus, list[OrderItem]] = {status: [] for status in ShownStatus}
    for item in page.items:
        found[page.shown(item)].append(item)
    return [Group(status, items, page) for status, items in found.items() if items]


def package_links(items: Iterable[OrderItem]) -> list[tuple[str, str]]:
    """The numbers of the packages of lines, each once, with their addresses."""
    numbers = dict.fromkeys(item.package.number for item in items if item.package)
    return [(number, package_url(number)) for number in numbers]
