"""Why plans were made, for the entries of the order log that tell of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _

from cancellations.models import CancellationPlan
from orders.models import OrderEvent

if TYPE_CHECKING:
    from collections.abc import Iterable


class Why:
    """The reasons of a plan, each for how many items, and what was noted about these."""

    def __init__(self) -> None:
        self.reasons: Counter[str] = Counter()
        self.notes: dict[str, None] = {}

    @property
    def in_words(self) -> str:
        """“Reason: Damaged”, or how many items each reason is of; '' where there is none."""
        if len(self.reasons) <= 1:
            return "".join(_("Reason: %(reason)s") % {"reason": reason} for reason in self.reasons)
        counted = (f"{count} × {reason}" for reason, count in self.reasons.most_common())
        return _("Reasons: %(reasons)s") % {"reasons": ", ".join(counted)}


def whys_of(events: Iterable[OrderEvent]) -> dict[int, Why]:
    """Why plans were made, by the keys of the events among these that tell of it."""
    made = {
        event.pk: event.cause.removeprefix("plan:")
        for event in events
        if event.kind == OrderEvent.Kind.PLAN_MADE
    }
    found = _read(set(made.values())) if made else {}
    return {pk: found[plan_id] for pk, plan_id in made.items()}


def _read(plan_ids: Iterable[str]) -> dict[str, Why]:
    of_entry = ("pk", "reason__subject", "items__reason__subject", "items__note")
    plans = CancellationPlan.objects.filter(pk__in=plan_ids).order_by(*of_entry)
    found: dict[str, Why] = {}
    for pk, of_plan, of_items, note, count in plans.values_list(*of_entry).annotate(Count("items")):
        why = found.setdefault(str(pk), Why())
        if reason := of_items or of_plan:
            why.reasons[reason] += count
        if note:
            why.notes[note] = None
    return found
