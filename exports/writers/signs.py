from typing import Protocol


class Signs(Protocol):
    """What a writer tells of its progress, and asks whether to go on."""

    rows_done: int
    rows_total: int

    def check(self) -> None:
        """Raise what ends the writing if nobody wants the file any more."""
