"""Days in the person's time zone, as a filter by date has them: from midnight to midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = timedelta(days=1)
# How a day may be typed, and which days a field takes.
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
DAYS = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


@dataclass(frozen=True)
class Days:
    """Some days in a row, the last one included."""

    first: date
    last: date

    @classmethod
    def up_to_today(cls, count: int) -> Self:
        """So many days, of which today is the last one."""
        today = timezone.localdate()
        return cls(today - (count - 1) * DAY, today)

    @property
    def since(self) -> datetime:
        """The moment at which they begin."""
        return midnight(self.first)

    @property
    def until(self) -> datetime:
        """The moment before which they end."""
        return midnight(self.last + DAY)

    def __iter__(self) -> Iterator[date]:
        return (self.first + DAY * past for past in range((self.last - self.first).days + 1))

    def within(self, column: str) -> dict[str, datetime]:
        """The condition on a column of moments."""
        return {f"{column}__gte": self.since, f"{column}__lt": self.until}

    def asked(self, name: str) -> dict[str, str]:
        """The same as a list's address says it: `placed_from` and `placed_to`, given `placed`."""
        return {f"{name}_from": self.first.isoformat(), f"{name}_to": self.last.isoformat()}


def midnight(day: date) -> datetime:
    """When a day begins."""
    return timezone.make_aware(datetime.combine(day, time()))
