"""The rows of a CSV file, in constant memory."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING

from bulk_updates.reading.encodings import NAMES
from bulk_updates.reading.problems import Problem, Unreadable
from omnitron.core.formats import count_text

if TYPE_CHECKING:
    from collections.abc import Generator

LONGEST_LINE = 1_000_000
# In characters, over all lines that its quoted cells have.
LONGEST_ROW = 4_000_000
# What Excel writes above a table to say how it is divided.
_SEPARATOR = "sep="


def csv_rows(
    file: IO[bytes], *, encoding: str, delimiter: str
) -> Generator[tuple[int, list[str]], None, None]:
    """The line on which each row begins, and its cells; blank lines are no rows.

    Raises `Unreadable` for a line that cannot be decoded or divided.
    """
    lines = _Lines(file, encoding)
    try:
        yield from _divided(lines, delimiter)
    finally:
        # The file is whoever's that opened it: it would be closed along with the text.
        lines.text.detach()


def _divided(lines: _Lines, delimiter: str) -> Generator[tuple[int, list[str]], None, None]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins, lines.of_row = lines.count + 1, 0
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "field limit" in str(error):
                raise _too_long(begins, csv.field_size_limit()) from None
            raise Unreadable(Problem.QUOTE_LEFT_OPEN, line=begins) from None
        if cells is None:
            return
        if any(map(str.strip, cells)) and not (
            begins == 1 and cells[0].lower().startswith(_SEPARATOR)
        ):
            yield begins, cells


def _too_long(line: int, most: int) -> Unreadable:
    return Unreadable(Problem.LINE_TOO_LONG, line=line, most=count_text(most))


class _Lines:
    """The lines of a text, counted, none of them endless."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self.text = io.TextIOWrapper(file, encoding=encoding, newline="")
        self.encoding = encoding
        self.count = 0
        self.of_row = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        try:
            line = self.text.readline(LONGEST_LINE + 1)
        except UnicodeDecodeError:
            raise Unreadable(
                Problem.UNDECODABLE, line=self.count + 1, encoding=NAMES[self.encoding]
            ) from None
        if not line:
            raise StopIteration
        self.count += 1
        self.of_row += len(line)
        if len(line) > LONGEST_LINE:
            raise _too_long(self.count, LONGEST_LINE)
        if self.of_row > LONGEST_ROW:
            raise Unreadable(Problem.QUOTE_LEFT_OPEN, line=self.count)
        if "\0" in line:
            raise Unreadable(Problem.NUL, line=self.count)
        return line
