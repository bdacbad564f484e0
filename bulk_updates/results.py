"""What became of each row of a file, beside the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bulk_updates.states import RowOutcome
from bulk_updates.telling import Teller
from omnitron.core.spreadsheets import disarmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulk_updates.models import BulkUpdate, BulkUpdateRow

REFUSED = frozenset({RowOutcome.REFUSED, RowOutcome.TURNED_BAD})


class Result(NamedTuple):
    """The three cells that tell of a row, and the version of its item where that is new."""

    cells: tuple[str, str, str]
    version_now: int | None


class Results:
    """Finds the results of rows, batch by batch."""

    def __init__(self, update: BulkUpdate, *, only_refused: bool) -> None:
        self.update = update
        self.only_refused = only_refused
        self.teller = Teller()

    def beside(self, batch: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[list[str], Result]]:
        """The cells of each row with its result, in their order; only refused ones if asked for."""
        rows = self._rows(first=batch[0][0], last=batch[-1][0])
        refused = [row for row in rows.values() if row.reason]
        told = {
            row.line: words for row, words in zip(refused, self.teller.tell(refused), strict=True)
        }
        for line, cells in batch:
            row = rows.get(line)
            if row is None or (self.only_refused and row.outcome not in REFUSED):
                continue
            yield cells, self._result(row, str(told.get(line, "")))

    def _rows(self, *, first: int, last: int) -> dict[int, BulkUpdateRow]:
        rows = self.update.rows.filter(line__gte=first, line__lte=last)
        return {row.line: row for row in rows.order_by("line")}

    def _result(self, row: BulkUpdateRow, words: str) -> Result:
        outcome, version = self._outcome(row)
        return Result((outcome, row.reason, disarmed(words)), version)

    def _outcome(self, row: BulkUpdateRow) -> tuple[str, int | None]:
        """One word for a row, the same in every language, and the version that its item has now."""
        if row.outcome in REFUSED:
            return "refused", None
        if row.outcome != RowOutcome.CHANGE or row.order_id is None or row.item_version is None:
            return str(row.outcome), None
        # Of one that was stopped, or is at work, every order has come as far as these keys say.
        if row.order_id > self.update.applied_until:
            return str(row.outcome), None
        if row.order_id > self.update.undone_until:
            return "changed", row.item_version + 1
        return "undone", row.item_version + 2
