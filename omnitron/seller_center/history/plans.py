"""The plans that the history tells of, as far as they are about what somebody sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cancellations.models import CancellationPlan
from cancellations.states import REJECTING
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.order_pages.log_reasons import Why
from orders.amounts import NOTHING

if TYPE_CHECKING:
    from decimal import Decimal

    from omnitron.seller_center.history.seen import Seen


@dataclass
class PlanTold:
    """One plan: what goes back for the items that are seen, and why.

    `has_strangers` says that it has items, too, that the person sees nowhere.
    """

    source: str
    amount: Decimal = NOTHING
    has_strangers: bool = False
    why: Why = field(default_factory=Why)

    @property
    def is_rejection(self) -> bool:
        """Whether a seller, or the marketplace for one, made it."""
        return self.source in REJECTING


def plans_told(seen: Seen) -> dict[str, PlanTold]:
    """The plans that hold or held any of the items, by the cause that their events name."""
    plans = CancellationPlan.objects.visible_to(seen.user, SELLER_CENTER).filter(order=seen.order)
    rows = plans.order_by("pk", "items__pk").values_list(
        "pk",
        "source",
        "reason__subject",
        "items__item",
        "items__item__seller",
        "items__amount",
        "items__note",
        "items__reason__subject",
    )
    found: dict[str, PlanTold] = {}
    about_seen = set()
    for pk, source, of_plan, item_id, seller_id, amount, note, of_entry in rows:
        cause = f"plan:{pk}"
        plan = found.setdefault(cause, PlanTold(source))
        if item_id in seen.item_ids or (item_id is None and seen.is_all):
            about_seen.add(cause)
            plan.amount += amount or NOTHING
            _add(plan, of_entry or of_plan, note)
        elif not seen.is_whole and seller_id not in seen.user.seller_ids:
            plan.has_strangers = True
    return {cause: plan for cause, plan in found.items() if cause in about_seen}


def _add(plan: PlanTold, reason: str | None, note: str | None) -> None:
    """Why an item is in it; what the brand notes about it is its own."""
    if reason:
        plan.why.reasons[reason] += 1
    if note and plan.is_rejection:
        plan.why.notes[note] = None
