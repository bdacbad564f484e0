"""A bar of three parts, each as long as its share."""

from __future__ import annotations

from typing import NamedTuple, Self

LENGTH = 1000
GAP = 2
# A part of a few rows among a million is seen, too.
SHORTEST = 6


class Part(NamedTuple):
    """Where a part of the bar begins, and how long it is."""

    css_class: str
    x: int
    width: int


class Bar(NamedTuple):
    """The parts that there are, of `LENGTH` together."""

    parts: list[Part]

    @classmethod
    def of(cls, *counts: int) -> Self:
        """A bar of these shares."""
        total = sum(counts)
        shown = [(at, count) for at, count in enumerate(counts, start=1) if count]
        room = LENGTH - GAP * (len(shown) - 1) - SHORTEST * len(shown)
        parts, x = [], 0
        for at, count in shown:
            width = SHORTEST + room * count // total
            parts.append(Part(f"b{at}", x, width))
            x += width + GAP
        return cls(parts)
