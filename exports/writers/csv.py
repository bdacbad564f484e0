"""A CSV file: PostgreSQL writes the lines, and they pass through here untouched."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from psycopg import Connection

    from exports.kinds.queries import Query
    from exports.writers.signs import Signs

# Without it Excel reads UTF-8 as the code page of its machine.
MARK = b"\xef\xbb\xbf"
LINES = 5_000


def write_csv(rows: Connection[Any], query: Query, path: Path, *, signs: Signs) -> str:
    """Write the rows to a new file, telling how many are done; its SHA-256."""
    digest = hashlib.sha256()
    copy = f"COPY ({query.texts()}) TO STDOUT (FORMAT csv)"
    with path.open("xb") as file, rows.cursor() as cursor, cursor.copy(copy) as lines:
        for block in _blocks(lines, MARK + _line(query.headers), signs):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _blocks(lines: Iterable[Any], beginning: bytes, signs: Signs) -> Iterator[bytes]:
    """Blocks of many lines: a call for each line would take longer than PostgreSQL does."""
    pending = [beginning]
    # PostgreSQL hands over a line at a time.
    for line in lines:
        pending.append(bytes(line))
        if len(pending) == LINES:
            signs.check()
            signs.rows_done += LINES
            yield b"".join(pending)
            pending.clear()
    yield b"".join(pending)


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()
