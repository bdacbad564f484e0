"""How many orders were placed on which day, and how many of them ended how."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from omnitron.core.figures import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnitron.core.days import Days
    from orders.states import Status


class OrderCounts:
    """The counted rows: a status, or none for orders of every status, a day, and how many."""

    def __init__(self, rows: Iterable[tuple[int | None, str, int]]) -> None:
        self._counts = {(status, date.fromisoformat(day)): n for status, day, n in rows}

    def by_day(self, days: Days, status: Status | None = None) -> list[int]:
        """How many were placed on each of the days."""
        return [self._counts.get((status, day), 0) for day in days]

    def of(self, days: Days, status: Status | None = None) -> int:
        """How many were placed on the days."""
        return sum(self.by_day(days, status))


def orders_url(days: Days, status: Status | None = None) -> str:
    """The list of these orders."""
    asked = {"status": str(status.value)} if status else {}
    return address("omnitron:order-list", asked | days.asked("placed"))
