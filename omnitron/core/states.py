"""A state machine is data: Python, the database triggers and the documents read the same table."""

from collections.abc import Iterable, Mapping

from omnitron.core.errors import Refusal


class IllegalMove(Refusal):
    """A status change that the table does not have."""


class StateMachine:
    """The moves that a status may make."""

    def __init__(self, moves: Mapping[int, Iterable[int]]) -> None:
        self._moves = {old: frozenset(new) for old, new in moves.items()}

    def allows(self, old: int, new: int) -> bool:
        """Whether the table has this move; staying is no move."""
        return new in self._moves.get(old, frozenset())

    def pairs(self) -> list[tuple[int, int]]:
        """All moves, sorted: a trigger's SQL is made of them and must not change by itself."""
        return sorted((int(old), int(new)) for old, news in self._moves.items() for new in news)
