"""Finding out what stands between the cells of a CSV file."""

from __future__ import annotations

from contextlib import closing
from typing import IO

from bulk_updates.reading.csv_rows import csv_rows
from bulk_updates.reading.headers import is_remark, known_columns
from bulk_updates.reading.problems import Unreadable

DELIMITERS = (",", ";", "\t")


def find_delimiter(file: IO[bytes], *, encoding: str) -> str:
    """The delimiter by which the header has most columns that are known here.

    The file is at its beginning, and is left there. Raises `Unreadable` if no delimiter divides
    the first line.
    """
    found: dict[str, int] = {}
    problem: Unreadable | None = None
    for delimiter in DELIMITERS:
        try:
            found[delimiter] = len(known_columns(_header(file, encoding, delimiter)))
        except Unreadable as error:
            problem = problem or error
        finally:
            file.seek(0)
    if not found and problem:
        raise problem
    # Of equals the first: a file of one column has no delimiter.
    return max(found, key=lambda delimiter: found[delimiter])


def _header(file: IO[bytes], encoding: str, delimiter: str) -> list[str]:
    with closing(csv_rows(file, encoding=encoding, delimiter=delimiter)) as rows:
        return next((cells for _line, cells in rows if not is_remark(cells)), [])
