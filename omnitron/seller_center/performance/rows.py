"""How a seller did, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings

from omnitron.core.formats import NOTHING, count_text, money_text, percent_text
from omnitron.seller_center.performance.plots import Bar, Column, Trend, bar, columns, trend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from performance.models import SellerPerformance


@dataclass(frozen=True)
class Scale:
    """What a page draws its rows against, so that they can be compared: the highest of each."""

    rate: float
    weekly: int


@dataclass(frozen=True)
class Reason:
    """How many items were rejected for a reason, and which part of all rejected that is."""

    subject: str
    count: str
    width: str
    share: str


@dataclass(frozen=True)
class Row:
    """One seller in one channel over a number of days."""

    performance: SellerPerformance
    days: int
    scale: Scale
    # By the key of the reason.
    subjects: Mapping[str, str]

    def _of(self, name: str) -> int:
        return int(getattr(self.performance, f"{name}_{self.days}"))

    @property
    def orders(self) -> str:
        """How many orders."""
        return count_text(self._of("orders"))

    @property
    def items(self) -> str:
        """How many items of these orders."""
        return count_text(self._of("items"))

    @property
    def rejected(self) -> str:
        """How many of the items were rejected."""
        return count_text(self._of("rejected"))

    @property
    def packages(self) -> str:
        """How many packages of these orders."""
        return count_text(self._of("packages"))

    @property
    def late(self) -> str:
        """How many of the packages left late, or wait longer than they may."""
        return count_text(self._of("late"))

    @property
    def rate(self) -> str:
        """Rejected items in percent of all, over the days of the page."""
        return percent_text(getattr(self.performance, f"rate_{self.days}"))

    @property
    def rate_30(self) -> str:
        """The same over 30 days, whatever the page is of."""
        return percent_text(self.performance.rate_30)

    @property
    def rate_90(self) -> str:
        """The same over 90 days."""
        return percent_text(self.performance.rate_90)

    @property
    def lateness(self) -> str:
        """Late packages in percent of all."""
        return percent_text(getattr(self.performance, f"lateness_{self.days}"))

    @property
    def cost(self) -> str:
        """What went back, or is going back, for rejected items."""
        amount = getattr(self.performance, f"cost_{self.days}")
        return money_text(amount, self.performance.channel.currency) if amount else NOTHING

    @property
    def is_over(self) -> bool:
        """Whether the rate of 30 days is above the threshold, by which sellers are judged."""
        return is_over(self.performance)

    @cached_property
    def bar(self) -> Bar:
        """The rate as a bar."""
        rate = getattr(self.performance, f"rate_{self.days}") or 0
        return bar(rate, settings.REJECTION_THRESHOLD, self.scale.rate)

    @cached_property
    def trend(self) -> Trend:
        """Rejected items by week as a line."""
        return trend(self.performance.weekly_rejected, self.scale.weekly)

    @property
    def columns(self) -> list[Column]:
        """The same as columns."""
        return columns(self.performance.weekly_rejected, self.performance.counted_at)

    @property
    def weeks(self) -> str:
        """The same in numbers: “2, 3, 3”."""
        return ", ".join(str(count) for count in self.performance.weekly_rejected)

    @property
    def reasons(self) -> list[Reason]:
        """Why items were rejected, the most frequent first."""
        counts: dict[str, int] = getattr(self.performance, f"reasons_{self.days}")
        total = sum(counts.values())
        return [
            Reason(
                subject=self.subjects.get(pk, NOTHING),
                count=count_text(count),
                width=f"{96 * count / total:.1f}",
                share=percent_text(100 * count / total),
            )
            for pk, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
        ]

    @property
    def most_for(self) -> str:
        """The most frequent reason."""
        return next((reason.subject for reason in self.reasons), NOTHING)


def is_over(performance: SellerPerformance) -> bool:
    """Whether more than the threshold of a seller's items of 30 days were rejected."""
    return (performance.rate_30 or 0) > settings.REJECTION_THRESHOLD
