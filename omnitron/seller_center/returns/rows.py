"""A return as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.jobs.escalating import answer_due
from cancellations.states import Confirmation, PlanStatus
from omnitron.core.formats import age_in_short
from orders.amounts import NOTHING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from cancellations.models import CancellationPlan, CancellationPlanItem


@dataclass(frozen=True)
class Row:
    """One return; `who` is who answered it, and `words` what they said."""

    plan: CancellationPlan
    is_whole: bool
    may_answer: bool
    who: str = ""
    words: str = ""

    @property
    def waits(self) -> bool:
        """Whether somebody must answer it."""
        plan = self.plan
        return plan.status == PlanStatus.WAITING and plan.confirmation == Confirmation.DUE

    @property
    def entries(self) -> list[CancellationPlanItem]:
        """What comes back, of what the person sees."""
        return list(self.plan.items.all())

    @property
    def amount(self) -> Decimal:
        """What goes back for it; charges of the order are for who sees all of it."""
        whole: Decimal = self.plan.amount
        return whole if self.is_whole else sum((entry.amount for entry in self.entries), NOTHING)

    @property
    def charges(self) -> Decimal:
        """What of it is for no item."""
        return self.amount - sum((entry.amount for entry in self.entries), NOTHING)

    @property
    def pieces(self) -> int:
        """How many things come back."""
        return sum(entry.item.quantity for entry in self.entries)

    @property
    def age(self) -> str:
        """How long ago it was asked for."""
        return age_in_short(timezone.now() - self.plan.created_at)

    @property
    def due(self) -> datetime:
        """By when the seller has to answer."""
        return answer_due(self.plan)

    @property
    def is_late(self) -> bool:
        """Whether that is past."""
        return self.waits and self.due < timezone.now()

    @property
    def agreed(self) -> bool:
        """Whether the answer was yes."""
        return self.plan.confirmation == Confirmation.GIVEN

    @property
    def answered_by(self) -> str:
        """Who answered; of people of others only that they did."""
        return self.who or _("in the seller’s place")
