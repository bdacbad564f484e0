"""What plans do with the items of a package."""

from __future__ import annotations

from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from django.utils import timezone

from cancellations.models import CancellationPlanItem
from cancellations.planning.drafts import NOTHING
from cancellations.services.withdrawing import rejections_to_undo
from cancellations.states import OPEN_PLAN, REJECTING, ItemOutcome, PlanStatus, PlanType

if TYPE_CHECKING:
    from decimal import Decimal

    from cancellations.models import CancellationPlan
    from omnitron.accounts.models import User
    from orders.models import Package


class PlanNote:
    """An open plan, as far as it is about one package: other sellers' items stay out of it."""

    def __init__(
        self, plan: CancellationPlan, entries: list[CancellationPlanItem], *, may_undo: bool
    ) -> None:
        self.plan = plan
        self.entries = entries
        self.may_undo = may_undo

    @property
    def is_rejection(self) -> bool:
        """Whether the seller, or the marketplace for it, rejected the items."""
        return self.plan.source in REJECTING

    @property
    def is_return(self) -> bool:
        """Whether goods come back."""
        return self.plan.plan_type == PlanType.REFUND

    @property
    def amount(self) -> Decimal:
        """What goes back for them."""
        return sum((entry.amount for entry in self.entries), NOTHING)

    @property
    def reasons(self) -> str:
        """Why: each reason once."""
        return ", ".join(dict.fromkeys(entry.reason.subject for entry in self.entries))

    @property
    def waits(self) -> bool:
        """Whether no money has moved."""
        return self.plan.status == PlanStatus.WAITING

    @property
    def seconds_left(self) -> int:
        """How long there is to undo it; 0 once a worker may begin."""
        if not self.waits or self.plan.executes_at is None:
            return 0
        return max(0, ceil((self.plan.executes_at - timezone.now()).total_seconds()))


class PlansOfPackage:
    """The plans that hold items of a package or have ended them."""

    def __init__(self, package: Package, user: User) -> None:
        self.package = package
        self.user = user

    @cached_property
    def _entries(self) -> list[CancellationPlanItem]:
        entries = CancellationPlanItem.objects.filter(item__package=self.package)
        kept = entries.exclude(outcome=ItemOutcome.RELEASED)
        return list(kept.select_related("plan", "reason").order_by("plan_id", "pk"))

    @cached_property
    def of_items(self) -> dict[int, CancellationPlanItem]:
        """What the latest plan does with each item, by the item's key."""
        return {entry.item_id: entry for entry in self._entries}

    @cached_property
    def open(self) -> list[PlanNote]:
        """Those that have not come to an end."""
        by_plan: dict[CancellationPlan, list[CancellationPlanItem]] = {}
        for entry in self._entries:
            if entry.plan.status in OPEN_PLAN:
                by_plan.setdefault(entry.plan, []).append(entry)
        undoable = rejections_to_undo(self.user, by_plan)
        return [
            PlanNote(plan, entries, may_undo=plan.pk in undoable)
            for plan, entries in by_plan.items()
        ]

    @property
    def under_way(self) -> bool:
        """Whether something will happen to one by itself, so that looking again pays."""
        moving = (PlanStatus.WAITING, PlanStatus.REFUNDING)
        return any(note.plan.status in moving and note.plan.executes_at for note in self.open)
