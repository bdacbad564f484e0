"""What the page of an order shows somebody: their share of it, every row read once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cancellations.models import CancellationPlanItem
from cancellations.states import PERMISSION_OF, ItemOutcome, Source
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.order_pages.addresses import AddressShown
from omnitron.order_pages.progress import OF_SELLERS, progress_of
from omnitron.seller_center.links import orders_url
from omnitron.seller_center.order_detail.groups import groups_of, package_links
from omnitron.seller_center.order_detail.plans import PlansOfShare
from orders.contacts import readable_phone
from orders.models import OrderItem
from orders.shares import shares_of
from orders.shown_status import ShownStatus, shown_status
from orders.states import PackageStatus, Status
from payments.models import PaymentType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omnitron.accounts.models import User
    from omnitron.seller_center.order_detail.groups import Group
    from omnitron.seller_center.rejecting.asked import Asked
    from orders.models import Order
    from orders.shares import Share


class OrderPage:
    """One order as one person sees it."""

    def __init__(self, order: Order, user: User, asked: Asked | None = None) -> None:
        self.order = order
        self.user = user
        self.asked = asked
        self.may_reject = user.has_perm(PERMISSION_OF[Source.SELLER])

    @cached_property
    def share(self) -> Share:
        """What is seen of the order."""
        return shares_of(self.user, [self.order])[self.order.pk]

    @cached_property
    def items(self) -> list[OrderItem]:
        """The lines that are seen, with their sellers, carriers and packages."""
        seen = OrderItem.objects.visible_to(self.user, SELLER_CENTER).filter(order=self.order)
        return list(
            seen.select_related("seller", "shipping_company", "package").order_by("line_number")
        )

    @cached_property
    def entries(self) -> dict[int, CancellationPlanItem]:
        """What a plan does with an item, or has done, by the item's key."""
        entries = CancellationPlanItem.objects.filter(item__in=self.items)
        kept = entries.exclude(outcome=ItemOutcome.RELEASED).select_related("plan", "reason")
        return {entry.item_id: entry for entry in kept.order_by("pk")}

    @cached_property
    def rejected(self) -> set[int]:
        """The lines that were rejected."""
        return CancellationPlanItem.objects.rejected_among([item.pk for item in self.items])

    def shown(self, item: OrderItem) -> ShownStatus:
        """The word for what a line is doing."""
        return shown_status(item.status, rejected=item.pk in self.rejected, ready=is_ready(item))

    @property
    def status(self) -> ShownStatus:
        """What the share is doing; it is rejected, or ready, where all of it is."""
        rejected = bool(self.items) and all(item.pk in self.rejected for item in self.items)
        prepared = [item for item in self.items if item.status == Status.PREPARING]
        ready = bool(prepared) and all(map(is_ready, prepared))
        return shown_status(self.share.status, rejected=rejected, ready=ready)

    @property
    def progress(self) -> list[str]:
        """“1 of 3 shipped”, where the lines that are seen do not stand at one status."""
        return progress_of((item.status for item in self.items), OF_SELLERS)

    @cached_property
    def groups(self) -> Sequence[Group]:
        """The lines by what they are doing."""
        return groups_of(self)

    @cached_property
    def plans(self) -> PlansOfShare:
        """The cancellations and returns of these lines."""
        return PlansOfShare(self.order, self.user, self.items, is_whole=self.share.is_whole)

    @property
    def pieces(self) -> int:
        """How many things they are."""
        return sum(item.quantity for item in self.items)

    @property
    def seller_count(self) -> int:
        """How many sellers there are, for who sees all of them; otherwise nothing."""
        return len(self.share.seller_ids) if self.share.is_whole else 0

    @property
    def package_links(self) -> list[tuple[str, str]]:
        """The packages of these lines, each once, with where it is."""
        return package_links(self.items)

    @property
    def orders_url(self) -> str:
        """Where the orders are listed."""
        return orders_url()

    @property
    def payment(self) -> str:
        """How the order was paid, for who sees all of it; otherwise nothing."""
        types = dict.fromkeys(self.order.payment_types if self.share.is_whole else ())
        return ", ".join(str(PaymentType(name).label) for name in types)

    @property
    def phone(self) -> str:
        """The customer's phone number with its groups."""
        return readable_phone(self.order.phone)

    @cached_property
    def shipping_address(self) -> AddressShown:
        """Where the order goes."""
        return AddressShown(self.order.shipping_address)


def is_ready(item: OrderItem) -> bool:
    """Whether the package of a line stands ready for the shipping company."""
    return item.package is not None and item.package.status == PackageStatus.READY_TO_SHIP
