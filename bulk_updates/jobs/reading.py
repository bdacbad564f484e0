"""Reading an uploaded file into rows: as a stream, and from its start if a worker was killed."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import IO, TYPE_CHECKING

from django.db import connection, transaction

from bulk_updates.columns import COLUMNS
from bulk_updates.files import opened
from bulk_updates.jobs.claiming import note, say_alive
from bulk_updates.models import BulkUpdate, BulkUpdateRow
from bulk_updates.reading.cells import values_of
from bulk_updates.reading.files import MOST_ROWS, XLSX, find_format, find_reading, rows_of
from bulk_updates.reading.headers import Header, is_remark, read_header
from bulk_updates.reading.problems import Problem, Unreadable
from omnitron.core.formats import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

AT_ONCE = 10_000
MOST_ATTEMPTS = 3
_COPY = f"""
    COPY bulk_updates_bulkupdaterow (bulk_update_id, line, {", ".join(COLUMNS)}, reason)
    FROM STDIN
"""
# Of lines about the same item all are refused, each naming another of them.
_FIND_TWICE = """
    WITH numbered AS (
        SELECT line, min(line) OVER same AS first, max(line) OVER same AS last
        FROM bulk_updates_bulkupdaterow
        WHERE bulk_update_id = %(id)s AND order_item_id ~ '^[0-9]{1,18}$'
        WINDOW same AS (PARTITION BY order_item_id::bigint)
    )
    UPDATE bulk_updates_bulkupdaterow AS entry
    SET reason = 'item_twice', "column" = 'order_item_id',
        reason_values = jsonb_build_object(
            'line', CASE WHEN entry.line = first THEN last ELSE first END)
    FROM numbered
    WHERE entry.bulk_update_id = %(id)s AND entry.line = numbered.line
        AND first < last AND entry.reason = ''
"""


def read_file(update: BulkUpdate, key: UUID) -> None:
    """Write the rows of the file, and what it consists of, into the database.

    Whatever a worker that was killed had read is thrown away. Raises `Unreadable`, and `ClaimLost`.
    """
    attempts = update.reading_attempts + 1
    if attempts > MOST_ATTEMPTS:
        raise Unreadable(Problem.WORKER_LOST, count=MOST_ATTEMPTS)
    with transaction.atomic():
        note(update.pk, key, reading_attempts=attempts, status=BulkUpdate.Status.PARSING)
        BulkUpdateRow.objects.filter(bulk_update=update).delete()
    try:
        with opened(update) as file:
            _read(file, update, key)
    except FileNotFoundError as error:
        raise Unreadable(Problem.FILE_LOST) from error
    _find_twice(update, key)


@transaction.atomic
def _find_twice(update: BulkUpdate, key: UUID) -> None:
    note(update.pk, key)
    with connection.cursor() as cursor:
        # What comes next would be planned for as if there were hardly any rows, and take minutes.
        cursor.execute("ANALYZE bulk_updates_bulkupdaterow")
        cursor.execute(_FIND_TWICE, {"id": update.pk})


def _read(file: IO[bytes], update: BulkUpdate, key: UUID) -> None:
    find_format(file, name=update.file_name, size=update.file_size)
    find_reading(file, update)
    with closing(rows_of(file, update)) as lines:
        _read_lines(file, update, key, lines)


def _read_lines(
    file: IO[bytes], update: BulkUpdate, key: UUID, lines: Iterator[tuple[int, list[str]]]
) -> None:
    counter = _Counter()
    header = _header(lines, counter)
    note(
        update.pk,
        key,
        encoding=update.encoding,
        delimiter=update.delimiter,
        columns=sorted(header.places, key=COLUMNS.index),
        ignored_columns=header.ignored,
    )
    rows = counter.counted(lines, header, most=MOST_ROWS[BulkUpdate.Format(update.format)])
    while batch := list(islice(rows, AT_ONCE)):
        # How much of a workbook is left is not known before its end has come.
        read = min(file.tell(), update.file_size) if update.format != XLSX else 0
        with transaction.atomic():
            # First: whoever has lost the claim must not write into the rows of another worker.
            note(update.pk, key, bytes_read=read)
            _copy(update, batch)
        counter.rows += len(batch)
        say_alive()
    if not counter.rows:
        raise Unreadable(Problem.NO_ROWS)
    note(update.pk, key, row_count=counter.rows, remark_count=counter.remarks)


class _Counter:
    """How many rows a file has, and how many lines that are for people."""

    def __init__(self) -> None:
        self.rows = 0
        self.remarks = 0

    def counted(
        self, lines: Iterator[tuple[int, list[str]]], header: Header, *, most: int
    ) -> Iterator[tuple[object, ...]]:
        """The rows as the table has them. Raises `Unreadable` for more than so many."""
        seen = 0
        for line, cells in lines:
            if is_remark(cells):
                self.remarks += 1
                continue
            seen += 1
            if seen > most:
                raise Unreadable(Problem.TOO_MANY_ROWS, most=count_text(most))
            values, misfit = values_of(header, cells)
            yield line, *values, misfit


def _header(lines: Iterator[tuple[int, list[str]]], counter: _Counter) -> Header:
    for _line, cells in lines:
        if not is_remark(cells):
            return read_header(cells)
        counter.remarks += 1
    raise Unreadable(Problem.NO_HEADER)


def _copy(update: BulkUpdate, rows: list[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row((update.pk, *row))
