"""What kind of file somebody uploaded, and its rows."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from bulk_updates.models import BulkUpdate
from bulk_updates.reading.csv_rows import csv_rows
from bulk_updates.reading.delimiters import find_delimiter
from bulk_updates.reading.encodings import find_encoding
from bulk_updates.reading.problems import Problem, Unreadable
from bulk_updates.reading.workbook_rows import workbook_rows

if TYPE_CHECKING:
    from collections.abc import Generator

MEGABYTE = 1024 * 1024
CSV, XLSX = BulkUpdate.Format.CSV, BulkUpdate.Format.XLSX
MOST_MEGABYTES = {CSV: 160, XLSX: 20}
MOST_ROWS = {CSV: 1_000_000, XLSX: 100_000}
_ENDINGS = {CSV: (".csv", ".txt", ".tsv"), XLSX: (".xlsx",)}
_KINDS = {CSV: "CSV", XLSX: "Excel"}
_WORKBOOK = b"PK\x03\x04"
# Both old workbooks and those with a password.
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def find_format(file: IO[bytes], *, name: str, size: int) -> BulkUpdate.Format:
    """CSV or Excel, by the content, which the name must not deny.

    The file is left at its beginning. Raises `Unreadable` for anything else, and for one that is
    empty or too large.
    """
    if not size:
        raise Unreadable(Problem.EMPTY)
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    if beginning == _OLD_WORKBOOK:
        raise Unreadable(Problem.OLD_WORKBOOK)
    found = XLSX if beginning == _WORKBOOK else CSV
    most = MOST_MEGABYTES[found]
    if size > most * MEGABYTE:
        raise Unreadable(Problem.TOO_LARGE, size=-(-size // MEGABYTE), most=most)
    if not name.lower().endswith(_ENDINGS[found]):
        raise Unreadable(Problem.WRONG_ENDING, kind=_KINDS[found], ending=_ENDINGS[found][0])
    return found


def find_reading(file: IO[bytes], update: BulkUpdate) -> None:
    """Fill in the encoding and the delimiter of a CSV file where nobody chose them."""
    if update.format != CSV:
        return
    if not update.encoding:
        update.encoding = find_encoding(file)
    if not update.delimiter:
        update.delimiter = find_delimiter(file, encoding=update.encoding)


def rows_of(file: IO[bytes], update: BulkUpdate) -> Generator[tuple[int, list[str]], None, None]:
    """The rows of a file that is at its beginning, each with its line. Raises `Unreadable`."""
    if update.format == XLSX:
        return workbook_rows(file)
    return csv_rows(file, encoding=update.encoding, delimiter=update.delimiter)
