"""What a row of a file says, cell by cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulk_updates.columns import CLEAR, COLUMNS
from bulk_updates.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulk_updates.reading.headers import Header

# No value of an item is longer: what is cut off here is refused for its length.
LONGEST = 600
# An export puts an apostrophe before text that a spreadsheet would take for a formula.
_DISARMED = tuple("=+-@\t\r")

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")

Values = tuple[str | None, ...]


def clean(cell: str) -> str | None:
    """The value of a cell; None for a blank one."""
    text = cell.strip()
    if text.startswith("'") and text[1:].startswith(_DISARMED):
        text = text[1:]
    if not text:
        return None
    if text.lower() == CLEAR:
        return CLEAR
    return text[:LONGEST]


def values_of(header: Header, cells: Sequence[str]) -> tuple[Values, str]:
    """The values of our columns in their order, and why the row cannot be understood, or ''."""
    values = tuple(
        clean(cells[place]) if (place := header.places.get(name, -1)) in range(len(cells)) else None
        for name in COLUMNS
    )
    return values, _misfit(header, cells)


def _misfit(header: Header, cells: Sequence[str]) -> str:
    """Cells that are missing, or in no column: what was shifted is not guessed."""
    if len(cells) < header.width:
        return Reason.TOO_FEW_CELLS
    if any(cells[place].strip() for place in header.unnamed):
        return Reason.CELL_WITHOUT_COLUMN
    if any(cell.strip() for cell in cells[header.width :]):
        return Reason.TOO_MANY_CELLS
    if any(_CONTROL.search(cells[place].strip()) for place in header.places.values()):
        return Reason.CONTROL_CHARACTER
    return ""
