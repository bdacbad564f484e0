"""All that speaks against taking orders in, each sentence at its order and field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from omnitron.core.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

# The way to a field of an order: ("number",), or ("items", 2, "price").
Path = tuple[str | int, ...]
ByOrder = dict[int, dict[Path, list[str]]]


class OrdersRefused(Refusal):
    """None of the orders was taken in; `by_order` has all sentences by place, order and field."""

    def __init__(self, by_order: ByOrder) -> None:
        super().__init__(_summary(by_order))
        self.by_order: Mapping[int, Mapping[Path, list[str]]] = by_order


class Problems:
    """What has been found so far."""

    def __init__(self) -> None:
        self.by_order: ByOrder = {}

    def at(self, order: int) -> Spot:
        """Where to say what is wrong with an order of the request."""
        return Spot(self, order)

    def refuse(self) -> None:
        """Raise `OrdersRefused` if anything was found."""
        if self.by_order:
            raise OrdersRefused(self.by_order)


class Spot:
    """An order of a request, or a part of it."""

    __slots__ = ("_order", "_problems", "_way")

    def __init__(self, problems: Problems, order: int, way: Path = ()) -> None:
        self._problems = problems
        self._order = order
        self._way = way

    def part(self, *way: str | int) -> Spot:
        """A part of it, such as a line."""
        return Spot(self._problems, self._order, (*self._way, *way))

    def add(self, field: str, sentence: str) -> None:
        """Say what is wrong with a field."""
        fields = self._problems.by_order.setdefault(self._order, {})
        fields.setdefault((*self._way, field), []).append(sentence)


def _summary(by_order: ByOrder) -> str:
    """One sentence about one order; of several, how many, and the first of it."""
    first = next(iter(next(iter(by_order.values())).values()))[0]
    sentences = sum(len(told) for fields in by_order.values() for told in fields.values())
    if sentences == 1:
        return first
    told = ngettext(
        "%(count)s order has mistakes, so nothing was taken in. The first: %(sentence)s",
        "%(count)s orders have mistakes, so nothing was taken in. The first: %(sentence)s",
        len(by_order),
    )
    return told % {"count": len(by_order), "sentence": first}
