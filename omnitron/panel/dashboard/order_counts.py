"""How many orders were placed on which day, and how many cancellations and returns were made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from omnitron.core.figures import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cancellations.states import PlanType
    from omnitron.core.days import Days


class OrderCounts:
    """The counted rows: a type of plans, or none for orders, a day, and how many."""

    def __init__(self, rows: Iterable[tuple[str | None, str, int]]) -> None:
        self._counts = {(kind, date.fromisoformat(day)): n for kind, day, n in rows}

    def by_day(self, days: Days, plan_type: PlanType | None = None) -> list[int]:
        """How many orders were placed, or plans made, on each of the days."""
        kind = plan_type.value if plan_type else None
        return [self._counts.get((kind, day), 0) for day in days]

    def of(self, days: Days, plan_type: PlanType | None = None) -> int:
        """How many orders were placed, or plans made, on the days."""
        return sum(self.by_day(days, plan_type))


def list_url(days: Days, plan_type: PlanType | None = None) -> str:
    """The list of these orders or plans."""
    if plan_type is None:
        return address("omnitron:order-list", days.asked("placed"))
    return address("omnitron:plan-list", {"plan_type": plan_type.value} | days.asked("created"))
