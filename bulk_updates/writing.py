"""Writing rows of text as CSV or as a workbook, piece by piece."""

from __future__ import annotations

import csv
import io
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from bulk_updates.models import BulkUpdate
from omnitron.core.spreadsheets import CSV_TYPE, XLSX_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AT_ONCE = 1_000
PIECE = 256 * 1024
Thing = TypeVar("Thing")
CSV, XLSX = BulkUpdate.Format.CSV, BulkUpdate.Format.XLSX


class Download(NamedTuple):
    """A file to take away: its name, what it is, and its bytes as they come."""

    name: str
    content_type: str
    content: Iterator[bytes]


CONTENT_TYPES = {
    CSV: CSV_TYPE,
    XLSX: XLSX_TYPE,
}


def written(rows: Iterator[list[str]], file_format: str, *, delimiter: str) -> Iterator[bytes]:
    """The rows as a file of a format, in pieces, as they come."""
    if file_format == BulkUpdate.Format.XLSX:
        return _workbook(rows)
    return csv_of(rows, delimiter)


def in_batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """The same in lists of some."""
    left = iter(things)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


def csv_of(rows: Iterator[list[str]], delimiter: str) -> Iterator[bytes]:
    """The rows as a CSV file, in pieces."""
    # Excel takes a file without this mark for one of a Windows code page.
    yield "\ufeff".encode()
    for batch in in_batches(rows):
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter).writerows(batch)
        yield text.getvalue().encode()


def _workbook(rows: Iterator[list[str]]) -> Iterator[bytes]:
    # 100,000 rows at most, which were uploaded as a workbook.
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Orders")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    with TemporaryFile() as file:
        book.save(file)
        yield from _pieces(file)


def _cell(sheet: Any, text: str) -> Any:
    """A text as a cell: what begins with = is no formula, as it was none when it was uploaded."""
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece
