"""Orders and cancellations a day as columns: numbers for SVG, which no language may format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from statistics import median_low
from typing import TYPE_CHECKING

from omnitron.core.formats import count_text, moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# The view box, and where columns stand in it.
WIDTH, LEFT, STEP, COLUMN = 640, 36, 20.1, 13
# The steps that a scale may have, each times a power of ten.
STEPS = (1, 2, 3, 4, 5, 6, 8)
WEEK = 7


@dataclass(frozen=True)
class Line:
    """A line of the scale with its number."""

    y: str
    text_y: str
    text: str


@dataclass(frozen=True)
class Column:
    """A day: its place, and what is read where the pointer rests."""

    x: str
    y: str
    height: str
    title: str
    is_highest: bool


@dataclass(frozen=True)
class Peak:
    """The highest day in words, above its column and to the side where there is room."""

    x: str
    y: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Band:
    """Columns of one kind on a scale of their own, between two heights of the view box."""

    days: Sequence[date]
    counts: Sequence[int]
    floor: float
    ceiling: float
    lines: int

    @cached_property
    def top(self) -> int:
        """What the scale goes up to."""
        return _step(max(self.counts), self.lines) * self.lines

    @property
    def scale(self) -> list[Line]:
        """Its lines, from nothing up."""
        return [self._line(self.top * place // self.lines) for place in range(self.lines + 1)]

    @property
    def columns(self) -> list[Column]:
        """A column for each day on which there was something."""
        return [
            Column(
                x=_number(LEFT + 2 + place * STEP),
                y=_number(self._y(count)),
                height=_number(self.floor - self._y(count)),
                title=f"{moment_text(day, 'date')}: {count_text(count)}",
                is_highest=place == self.highest,
            )
            for place, (day, count) in enumerate(zip(self.days, self.counts, strict=True))
            if count
        ]

    @property
    def highest(self) -> int:
        """The place of the highest day, the latest of several."""
        return max(range(len(self.counts)), key=lambda place: (self.counts[place], place))

    @property
    def peak(self) -> Peak | None:
        """The highest day; none where nothing happened."""
        place = self.highest
        if not self.counts[place]:
            return None
        on_the_left = place > len(self.counts) // 2
        x = LEFT + 2 + place * STEP
        return Peak(
            x=_number(x + COLUMN if on_the_left else x),
            y=_number(self._y(self.counts[place]) - 5),
            anchor="end" if on_the_left else "start",
            text=self.highest_text,
        )

    @property
    def highest_text(self) -> str:
        """“24 Nov: 1,763”."""
        place = self.highest
        return f"{moment_text(self.days[place], 'short_day')}: {count_text(self.counts[place])}"

    @property
    def total(self) -> str:
        """All together."""
        return count_text(sum(self.counts))

    @property
    def median(self) -> str:
        """What is usual for a day."""
        return count_text(median_low(self.counts))

    def _line(self, value: int) -> Line:
        y = self._y(value)
        return Line(_number(y), _number(y + 4), count_text(value))

    def _y(self, value: int) -> float:
        return self.floor - (self.floor - self.ceiling) * value / self.top


@dataclass(frozen=True)
class Plot:
    """Two bands above each other, over the same days."""

    orders: Band
    canceled: Band

    @property
    def weeks(self) -> list[tuple[str, str]]:
        """Where the names of days stand below, a week apart, and the names."""
        return [
            (_number(LEFT + 2 + place * STEP + COLUMN / 2), moment_text(day, "short_day"))
            for place, day in enumerate(self.orders.days)
            if place % WEEK == 0
        ]

    @property
    def first(self) -> str:
        """The first day."""
        return moment_text(self.orders.days[0], "date")

    @property
    def last(self) -> str:
        """The last day."""
        return moment_text(self.orders.days[-1], "date")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(self.orders.counts) and not any(self.canceled.counts)


def plot_of(days: Sequence[date], orders: Sequence[int], canceled: Sequence[int]) -> Plot:
    """Orders tall, cancellations, of which there are few, in a low band below."""
    return Plot(
        orders=Band(days, orders, floor=158, ceiling=18, lines=3),
        canceled=Band(days, canceled, floor=222, ceiling=192, lines=1),
    )


def _step(top: int, lines: int) -> int:
    """The smallest round step of which so many reach the top."""
    power = 1
    while True:
        for step in STEPS:
            if step * power * lines >= top:
                return step * power
        power *= 10


def _number(value: float) -> str:
    return f"{value:.1f}"
