"""What a plan gives back, part by part: each item and each charge with its arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cancellations.planning.steps import Step
from omnitron.panel.order_detail.plans.step_words import steps_in_words
from orders.amounts import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from typing import Any

    from django.utils.functional import Promise

    from cancellations.models import CancellationPlanItem
    from omnitron.panel.order_detail.plans.refund_rows import RefundShown
    from omnitron.panel.order_detail.plans.step_words import StepShown


class Ticked(NamedTuple):
    """What somebody has to send for a part of a plan; one tick chooses all of it."""

    refunds: Sequence[RefundShown]
    is_ticked: bool

    @property
    def value(self) -> str:
        """The keys of the refunds, as the tick sends them."""
        return " ".join(str(shown.refund.pk) for shown in self.refunds)

    @property
    def amount(self) -> Decimal:
        """How much that is."""
        return sum((shown.amount for shown in self.refunds), NOTHING)


class ItemShown(NamedTuple):
    """An item of a plan."""

    entry: CancellationPlanItem
    steps: Sequence[StepShown]
    to_send: Ticked


class ChargeShown(NamedTuple):
    """What goes back beside the items, or is kept; `key` is its name in the plan."""

    key: str
    caption: Promise | str
    amount: Decimal
    steps: Sequence[StepShown]


def stored_steps(kept: Sequence[Mapping[str, Any]], currency: str) -> list[StepShown]:
    """The arithmetic that was kept with a plan, in words."""
    return steps_in_words([Step.from_json(step) for step in kept], currency)
