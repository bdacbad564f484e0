"""The cancellations and returns of an order, as far as they are about what a person sees."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.services.withdrawing import rejections_to_undo
from cancellations.states import Source
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.order_pages.plan_stage import PlansFollowed, PlanStage
from orders.amounts import NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from decimal import Decimal

    from omnitron.accounts.models import User
    from orders.models import Order, OrderItem


class PlanOfShare(PlanStage):
    """One plan: only the items that are seen count, and what goes back for them."""

    def __init__(self, plan: CancellationPlan, *, is_whole: bool, may_undo: bool) -> None:
        super().__init__(plan)
        self.is_whole = is_whole
        self.may_undo = may_undo

    @cached_property
    def entries(self) -> list[CancellationPlanItem]:
        """Its items, of those that are seen."""
        return list(self.plan.items.all())

    @property
    def amount(self) -> Decimal:
        """What goes back; charges of the order are for who sees all of it."""
        whole: Decimal = self.plan.amount
        return whole if self.is_whole else sum((entry.amount for entry in self.entries), NOTHING)


class PlansOfShare(PlansFollowed[PlanOfShare]):
    """The plans of an order with any of these items; for who sees all of it, all."""

    def __init__(
        self, order: Order, user: User, items: Collection[OrderItem], *, is_whole: bool
    ) -> None:
        self.order = order
        self.user = user
        self.items = items
        self.is_whole = is_whole

    @cached_property
    def rows(self) -> list[PlanOfShare]:
        """The plans, the newest first."""
        entries = CancellationPlanItem.objects.filter(item__in=self.items)
        plans = CancellationPlan.objects.visible_to(self.user, SELLER_CENTER)
        plans = plans.filter(order=self.order).select_related("seller").order_by("-pk")
        found = list(plans.prefetch_related(Prefetch("items", entries)))
        undoable = rejections_to_undo(self.user, found)
        return [
            PlanOfShare(plan, is_whole=self.is_whole, may_undo=plan.pk in undoable)
            for plan in found
        ]


def asked_by(plan: CancellationPlan, items: Iterable[OrderItem]) -> str:
    """“by the brand”: who asked for a plan about items, named by nobody but their own sellers."""
    if plan.source == Source.SELLER:
        sellers = dict.fromkeys(str(item.seller) for item in items)
        return _("by %(sellers)s") % {"sellers": ", ".join(sellers)}
    if plan.source == Source.MPO:
        return _("by the marketplace")
    if plan.source == Source.CUSTOMER_REQUEST:
        return _("by the customer")
    return _("by the brand")
