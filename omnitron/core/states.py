"""A state machine is data: Python, the database triggers and the documents read the same table."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Generic, TypeVar

from omnitron.core.errors import Refusal

Status = TypeVar("Status", int, str)


class IllegalMove(Refusal):
    """A status change that the table does not have."""


class StateMachine(Generic[Status]):
    """The moves that a status may make."""

    def __init__(self, moves: Mapping[Status, Iterable[Status]]) -> None:
        self._moves: dict[Status, frozenset[Status]] = {
            old: frozenset(new) for old, new in moves.items()
        }

    def allows(self, old: Status, new: Status) -> bool:
        """Whether the table has this move; staying is no move."""
        return new in self._moves.get(old, frozenset())

    def pairs(self) -> list[tuple[Status, Status]]:
        """All moves, sorted: a trigger's SQL is made of them and must not change by itself."""
        plain = {(_plain(old), _plain(new)) for old, news in self._moves.items() for new in news}
        return sorted(plain)

    def as_sql(self, column: str = "status") -> str:
        """The condition of a row trigger that holds for the moves of the table alone."""
        return " OR ".join(
            f"(OLD.{column} = {old!r} AND NEW.{column} IN ({', '.join(repr(n) for _, n in pairs)}))"
            for old, pairs in groupby(self.pairs(), key=itemgetter(0))
        )


def _plain(status: Status) -> Status:
    """The code itself, without the enumeration that it may be a member of."""
    return getattr(status, "value", status)
