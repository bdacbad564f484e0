"""The rows of an Excel workbook's first sheet, without trusting what it unpacks to."""

from __future__ import annotations

import math
import zipfile
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook

from bulk_updates.reading.problems import Problem, Unreadable

if TYPE_CHECKING:
    from collections.abc import Generator

MEGABYTE = 1024 * 1024
# A sheet is read as a stream, row by row; everything else at once.
MOST_MEGABYTES_OF_SHEETS = 400
MOST_MEGABYTES_BESIDES = 64
MOST_MEGABYTES_OF_A_ROW = 4
SHEETS = "xl/worksheets/"
LAST_LINE = 1_048_576
# What a program that damages a workbook, or makes one up, has openpyxl stumble over.
_DAMAGED = (
    zipfile.BadZipFile,
    DefusedXmlException,
    ParseError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.LargeZipFile,
)
# From here on Excel has rounded the number: its last digits are gone.
_MOST_EXACT = 10**15


def workbook_rows(file: IO[bytes]) -> Generator[tuple[int, list[str]], None, None]:
    """The number of each row and its cells as text; blank rows are none.

    Raises `Unreadable` for a workbook that is damaged or unpacks to too much.
    """
    _check_size(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            # What the sheet says about its size may be wrong, and nothing relies on it.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_row=LAST_LINE)
            for line, values in enumerate(rows, start=1):
                cells = [as_text(value) for value in values]
                if any(map(str.strip, cells)):
                    yield line, cells
                # A row with a number that no sheet has: those that are missing before it would be
                # waited for, one by one, for hours.
                if line == LAST_LINE:
                    raise Unreadable(Problem.DAMAGED_WORKBOOK)
        finally:
            book.close()
    except Unreadable:
        raise
    except _DAMAGED:
        raise Unreadable(Problem.DAMAGED_WORKBOOK) from None


def as_text(value: Any) -> str:
    """A cell as a CSV file would have it: dates as ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int) and abs(value) < _MOST_EXACT:
        return str(value)
    if isinstance(value, (int, float)):
        return _number(float(value))
    return str(value)


def _number(value: float) -> str:
    if math.isfinite(value) and value.is_integer() and abs(value) < _MOST_EXACT:
        return str(int(value))
    # 1.23456789012346E+17, which the check knows as damaged.
    return f"{value:.15G}"


def _check_size(file: IO[bytes]) -> None:
    """Refuse what unpacks to too much, by the sizes beyond which nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            sheets = [entry for entry in entries if entry.filename.lower().startswith(SHEETS)]
            of_sheets = sum(entry.file_size for entry in sheets)
            besides = sum(entry.file_size for entry in entries) - of_sheets
            _refuse_above(MOST_MEGABYTES_OF_SHEETS, of_sheets)
            _refuse_above(MOST_MEGABYTES_BESIDES, besides)
            for sheet in sheets:
                _check_rows(archive, sheet)
    except _DAMAGED:
        raise Unreadable(Problem.DAMAGED_WORKBOOK) from None
    file.seek(0)


def _check_rows(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> None:
    """Refuse a sheet with a row that nobody could hold in memory: the parser holds it whole."""
    long = 0
    with archive.open(sheet) as part:
        while chunk := part.read(MEGABYTE):
            found = chunk.rfind(b"<row")
            long = len(chunk) - found if found >= 0 else long + len(chunk)
            _refuse_above(MOST_MEGABYTES_OF_A_ROW, long)


def _refuse_above(most: int, size: int) -> None:
    if size > most * MEGABYTE:
        raise Unreadable(Problem.WORKBOOK_TOO_LARGE, most=most)
