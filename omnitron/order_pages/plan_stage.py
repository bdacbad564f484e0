"""How far plans are, as the page of an order follows them in each panel."""

from __future__ import annotations

from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Generic, TypeVar

from django.utils import timezone

from cancellations.states import Confirmation, PlanStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cancellations.models import CancellationPlan


class PlanStage:
    """How far one plan is, and whether it goes on by itself."""

    def __init__(self, plan: CancellationPlan) -> None:
        self.plan = plan

    @property
    def status(self) -> PlanStatus:
        """Where it is."""
        return PlanStatus(self.plan.status)

    @property
    def waits_for_seller(self) -> bool:
        """Whether a seller has to agree first."""
        return self.status == PlanStatus.WAITING and self.plan.confirmation == Confirmation.DUE

    @property
    def may_be_undone(self) -> bool:
        """Whether no money has moved yet."""
        return self.status == PlanStatus.WAITING

    @property
    def seconds_left(self) -> int:
        """How long it can be undone for certain; 0 once a worker may begin at any moment."""
        if not self.may_be_undone or self.plan.executes_at is None:
            return 0
        return max(0, ceil((self.plan.executes_at - timezone.now()).total_seconds()))

    @property
    def is_under_way(self) -> bool:
        """Whether it goes on by itself."""
        waits = self.status == PlanStatus.WAITING and not self.waits_for_seller
        return waits or self.status == PlanStatus.REFUNDING


Stage = TypeVar("Stage", bound=PlanStage)


class PlansFollowed(Generic[Stage]):
    """The plans of an order, which its page looks at again while one of them goes on by itself."""

    @cached_property
    def rows(self) -> Sequence[Stage]:
        """The plans, the newest first."""
        raise NotImplementedError

    @property
    def under_way(self) -> bool:
        """Whether something will happen to a plan by itself, so that looking again pays."""
        return any(row.is_under_way for row in self.rows)

    @property
    def watched(self) -> str:
        """Their keys: who looks again asks what became of these."""
        return ",".join(str(row.plan.pk) for row in self.rows if row.is_under_way)

    def ended(self, watched: str) -> list[Stage]:
        """Of the plans that were under way when somebody looked before, those that are no more."""
        keys = watched.split(",")
        return [row for row in self.rows if str(row.plan.pk) in keys and not row.is_under_way]
