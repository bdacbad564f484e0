"""A workbook: rows go from a cursor of the server straight into the file, each cell of its type."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING, Any

from rustpy_xlsxwriter import Format, write_worksheets

from exports.kinds.columns import Type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from psycopg import Connection

    from exports.kinds.columns import Column
    from exports.kinds.queries import Query
    from exports.writers.signs import Signs

# A sheet holds 1,048,576 rows; the first is the header.
MOST_ROWS = 1_048_575
ROWS_AT_ONCE = 2_000
LONGEST_TITLE = 25
WIDEST = 60
WIDTHS = {
    Type.TEXT: 20,
    Type.URL: 40,
    Type.NUMBER: 12,
    Type.DECIMAL: 12,
    Type.AMOUNT: 14,
    Type.DATE: 12,
    Type.MOMENT: 20,
}
NUMBER_FORMATS = {
    Type.NUMBER: "0",
    Type.DECIMAL: "0.##",
    Type.AMOUNT: "#,##0.00#",
    Type.DATE: "yyyy-mm-dd",
    Type.MOMENT: "yyyy-mm-dd hh:mm:ss",
}
# Workbooks count days from here on: what is older can only be a text.
FIRST_YEAR = 1900


def write_xlsx(rows: Connection[Any], query: Query, path: Path, *, signs: Signs) -> str:
    """Write the rows to a file, telling how many are done; its SHA-256."""
    with rows.cursor(name="export", binary=True) as cursor:
        cursor.itersize = ROWS_AT_ONCE
        cursor.execute(query.values())
        _write_sheets(path, _titles(query, signs.rows_total), query, _records(cursor, query, signs))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _titles(query: Query, total: int) -> list[str]:
    """The names of the sheets that so many rows need."""
    title = str(query.title)[:LONGEST_TITLE]
    sheets = max(1, -(-total // MOST_ROWS))
    return [title, *(f"{title} {number}" for number in range(2, sheets + 1))]


def _write_sheets(
    path: Path, titles: list[str], query: Query, records: Iterator[dict[str, Any]]
) -> None:
    """Each sheet takes its rows while it is written; no sheet is held in memory."""
    widths = [float(_width(column, query.zone)) for column in query.columns]
    formats = [_format(column) for column in query.columns]
    write_worksheets(
        [(title, islice(records, MOST_ROWS)) for title in titles],
        str(path),
        freeze_panes={"general": {"row": 1, "col": 0}},
        bold_headers=True,
        column_widths=dict.fromkeys(titles, widths),
        column_formats=dict.fromkeys(titles, formats),
    )


def _width(column: Column, zone: str) -> int:
    return min(max(WIDTHS[column.type], len(column.caption(zone)) + 2), WIDEST)


def _format(column: Column) -> Format:
    known = NUMBER_FORMATS.get(column.type)
    return Format().set_num_format(known) if known else Format()


def _records(cursor: Any, query: Query, signs: Signs) -> Iterator[dict[str, Any]]:
    headers = query.headers
    dates = [
        header
        for header, column in zip(headers, query.columns, strict=True)
        if column.type in (Type.DATE, Type.MOMENT)
    ]
    done = 0
    for done, row in enumerate(cursor, start=1):
        record = dict(zip(headers, row, strict=True))
        for header in dates:
            record[header] = _day(record[header])
        if done % ROWS_AT_ONCE == 0:
            signs.check()
            signs.rows_done = done
        yield record
    if not done:
        # A header needs a row below it.
        yield dict.fromkeys(headers)


def _day(value: date | None) -> date | str | None:
    return value.isoformat() if value is not None and value.year < FIRST_YEAR else value
