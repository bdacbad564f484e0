"""Small drawings beside the numbers: numbers for SVG, which no language may format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from omnitron.core.formats import moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

# The view box that every spark has.
WIDTH, HEIGHT, EDGE = 96.0, 24.0, 2.0


@dataclass(frozen=True)
class Bar:
    """A rate as a bar, and where the threshold stands."""

    width: str
    threshold: str


def bar(rate: float, threshold: Decimal, top: float) -> Bar:
    """A rate among others of which `top` is the highest; the threshold is always in sight."""
    scale = WIDTH / max(top, float(threshold) * 2, 0.1)
    return Bar(_number(rate * scale), _number(float(threshold) * scale))


@dataclass(frozen=True)
class Trend:
    """A line through the values of weeks, and its last point."""

    path: str
    x: str
    y: str


def trend(values: Sequence[int], top: int) -> Trend:
    """A line through values of which `top` is the highest that is drawn."""
    step = (WIDTH - EDGE) / max(len(values) - 1, 1)
    height = HEIGHT - 2 * EDGE
    points = [
        (_number(place * step), _number(HEIGHT - EDGE - height * value / max(top, 1)))
        for place, value in enumerate(values)
    ]
    path = "L".join(f"{x} {y}" for x, y in points)
    return Trend(f"M{path}", *points[-1])


@dataclass(frozen=True)
class Column:
    """A week as a column with its number above and its first day below."""

    count: int
    begins: str
    x: str
    middle: str
    y: str
    height: str
    label_y: str


# The view box of the columns, and where they stand.
STEP, FLOOR, TALLEST = 40, 112, 88


def columns(values: Sequence[int], ended_at: datetime) -> list[Column]:
    """A column for each week up to a moment, the tallest as high as the drawing allows."""
    top = max(*values, 1)
    return [
        Column(
            count=value,
            begins=moment_text(ended_at - timedelta(weeks=len(values) - place), "short_day"),
            x=str(place * STEP + 6),
            middle=str(place * STEP + 20),
            y=_number(FLOOR - TALLEST * value / top),
            height=_number(TALLEST * value / top),
            label_y=_number(FLOOR - TALLEST * value / top - 4),
        )
        for place, value in enumerate(values)
    ]


def _number(value: float) -> str:
    return f"{value:.1f}"
