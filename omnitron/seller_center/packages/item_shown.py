"""A line of a package as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cancellations.services.rejecting_items import FROM_PACKAGE
from cancellations.states import REJECTING
from orders.shown_status import ShownStatus, shown_status
from orders.states import LIVE, Status

if TYPE_CHECKING:
    from cancellations.models import CancellationPlanItem
    from omnitron.order_pages.item_lines import ItemLine
    from orders.models import OrderItem


@dataclass(frozen=True)
class ItemShown:
    """A line of the package, and the plan that has it."""

    line: ItemLine
    entry: CancellationPlanItem | None
    ticked: bool

    @property
    def item(self) -> OrderItem:
        """The line itself."""
        return self.line.item

    @property
    def is_free(self) -> bool:
        """Whether it can be chosen: nobody cancels it, and it has not left."""
        return self.item.status in FROM_PACKAGE

    @property
    def is_live(self) -> bool:
        """Whether nobody cancels it or has canceled it."""
        return self.item.status in LIVE

    @property
    def is_held(self) -> bool:
        """Whether an open plan has it."""
        return self.item.status == Status.CANCELLATION_WAITING

    @property
    def invoice_url(self) -> str:
        """Where the invoice is read; imports do not check addresses as a form does."""
        url: str = self.item.e_archive_url
        return url if url.startswith(("https://", "http://")) else ""

    @property
    def shown(self) -> ShownStatus:
        """The word for its status."""
        rejected = self.entry is not None and self.entry.plan.source in REJECTING
        return shown_status(self.item.status, rejected=rejected)
