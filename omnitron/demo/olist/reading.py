"""Reading the files into temporary tables, every cell as the text that it is."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from omnitron.core.errors import Refusal
from omnitron.demo import scratch
from omnitron.demo.olist.tables import Table


class BadFile(Refusal):
    """A file that cannot be imported; the text names the file, the line and the column."""


def stage(cursor: CursorWrapper, folder: Path, table: Table) -> None:
    """Copy the columns that the import needs into a temporary table, with their line numbers.

    Raises `BadFile`.
    """
    columns = ", ".join(f"{column} text" for column in table.columns)
    scratch.create(cursor, table.name, f"line integer, {columns}")
    try:
        with (
            (folder / table.file).open("rb") as file,
            cursor.copy(f"COPY {table.name} FROM STDIN") as copy,
        ):
            for row in _rows(table, file):
                copy.write_row(row)
    except OSError as error:
        raise BadFile(f"{folder / table.file} cannot be read: {error.strerror}.") from None
    cursor.execute(f"ANALYZE {table.name}")


def _rows(table: Table, file: Iterable[bytes]) -> Iterator[tuple[object, ...]]:
    reader = csv.reader(_lines(table, file), strict=True)
    try:
        header = next(reader, [])
        places = _places(table, header)
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                if len(cells) != len(header):
                    raise BadFile(
                        f"{table.file}, line {line} has {len(cells)} cells;"
                        f" the header has {len(header)}."
                    )
                yield line, *(cells[place] for place in places)
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(f"{table.file}, line {reader.line_num} is no CSV: {error}.") from None


def _places(table: Table, header: list[str]) -> list[int]:
    names = [name.strip() for name in header]
    for column in table.columns:
        if names.count(column) != 1:
            found = "is missing" if column not in names else "stands there twice"
            raise BadFile(f"{table.file}, line 1: the column {column} {found}.")
    return [names.index(column) for column in table.columns]


def _lines(table: Table, file: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(file, start=1):
        if b"\0" in line:
            raise BadFile(f"{table.file}, line {number} holds a NUL byte: this is no text.")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise BadFile(
                f"{table.file}, line {number} is not UTF-8 at byte {error.start + 1}:"
                " save the file as UTF-8."
            ) from None
