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
# A sheet is read as a stream, the texts that cells share at once.
MOST_MEGABYTES = 600
MOST_SHARED_MEGABYTES = 64
SHARED = "xl/sharedstrings.xml"
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
            for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                cells = [as_text(value) for value in values]
                if any(map(str.strip, cells)):
                    yield line, cells
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
            sizes = {entry.filename.lower(): entry.file_size for entry in archive.infolist()}
    except _DAMAGED:
        raise Unreadable(Problem.DAMAGED_WORKBOOK) from None
    file.seek(0)
    if sum(sizes.values()) > MOST_MEGABYTES * MEGABYTE:
        raise Unreadable(Problem.WORKBOOK_TOO_LARGE, most=MOST_MEGABYTES)
    if sizes.get(SHARED, 0) > MOST_SHARED_MEGABYTES * MEGABYTE:
        raise Unreadable(Problem.WORKBOOK_TOO_LARGE, most=MOST_SHARED_MEGABYTES)
