"""P4: what an export costs, against COPY alone and against openpyxl.

`python -m benchmarks.exports` on a database with orders; prints one line of JSON.
`python -m benchmarks.exports work KEY FOLDER` is a worker of its own, so that its memory is
nobody else's.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from itertools import islice

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from benchmarks.people import somebody  # noqa: E402
from benchmarks.timing import peak_megabytes  # noqa: E402
from exports.jobs.asked import query_of  # noqa: E402
from exports.jobs.running import run_export  # noqa: E402
from exports.jobs.snapshots import snapshot  # noqa: E402
from exports.kinds import KINDS  # noqa: E402
from exports.models import Export  # noqa: E402
from exports.services.requesting import request_export  # noqa: E402
from omnitron.accounts.panels import OMNITRON  # noqa: E402
from orders.models import Order  # noqa: E402
from orders.services.selecting import select_all, select_only  # noqa: E402

COLUMNS = KINDS["order_items"].names[:20]
# Of what would take minutes for all rows so many are timed.
SAMPLE = 20_000
FEW_ORDERS = 8_000


def main() -> None:
    """All items, and some of them, in each format."""
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        everything = _asked("csv", few=False)
        bare = _bare(everything, plain=True)
        same = _bare(everything, plain=False)
        cursor = _cursor_and_csv(everything)
        few = _worked(_asked("csv", few=True), folder)
        all_rows = _worked(everything, folder)
        few_xlsx = _worked(_asked("xlsx", few=True), folder)
        xlsx = _worked(_asked("xlsx", few=False), folder)
        peer = _openpyxl(everything)
    print(
        json.dumps(
            {
                "csv": [
                    {
                        "rows": all_rows["rows"],
                        "export, s": all_rows["seconds"],
                        "rows/s": all_rows["rows"] / all_rows["seconds"],
                        "bare COPY, plain cells, s": bare,
                        "x bare": all_rows["seconds"] / bare,
                        "bare COPY, our cells, s": same,
                        "cursor and csv, rows/s": cursor,
                        "peak, MB": all_rows["peak"],
                        f"peak at {few['rows']:,} rows, MB": few["peak"],
                    }
                ],
                "xlsx": [
                    {
                        "rows": xlsx["rows"],
                        "export, s": xlsx["seconds"],
                        "rows/s": xlsx["rows"] / xlsx["seconds"],
                        "openpyxl, rows/s": peer,
                        "times as fast": xlsx["rows"] / xlsx["seconds"] / peer,
                        "peak, MB": xlsx["peak"],
                        f"peak at {few_xlsx['rows']:,} rows, MB": few_xlsx["peak"],
                    }
                ],
            }
        )
    )


def _asked(file_format: str, *, few: bool) -> Export:
    person = somebody()
    if few:
        keys = Order.objects.order_by("pk").values_list("pk", flat=True)[:FEW_ORDERS]
        selection = select_only(actor=person, order_ids=list(keys))
    else:
        selection = select_all(actor=person, filter_query="", matched=Order.objects.count())
    return request_export(
        actor=person,
        kind="order_items",
        format=file_format,
        columns=COLUMNS,
        selection_id=selection.pk,
        panel=OMNITRON,
        zone="Europe/Istanbul",
        site="https://omnitron.example/",
    )


def _worked(export: Export, folder: str) -> dict:
    command = [sys.executable, "-m", "benchmarks.exports", "work", str(export.pk), folder]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.strip().rpartition("\n")[2])


def _bare(export: Export, *, plain: bool) -> float:
    """The seconds that COPY needs alone: of the columns as they are, or with our cells."""
    query = query_of(export)
    cells = ", ".join(column.expression() for column in query.columns)
    order = ", ".join(query.kind.order)
    sql = f"SELECT {cells} {query.kind.rows_from(query.visible)} ORDER BY {order}"
    with snapshot() as (rows, _moment), rows.cursor() as cursor:
        began = time.monotonic()
        with cursor.copy(
            f"COPY ({sql if plain else query.texts()}) TO STDOUT (FORMAT csv)"
        ) as copy:
            for _line in copy:
                pass
        return time.monotonic() - began


def _cursor_and_csv(export: Export) -> float:
    """Rows a second of what people write first: a cursor of the server and Python's csv."""
    with snapshot() as (rows, _moment), rows.cursor(name="plain") as cursor:
        cursor.execute(query_of(export).texts())
        cursor.fetchone()
        began = time.monotonic()
        writer = csv.writer(io.StringIO())
        done = sum(1 for row in islice(cursor, SAMPLE) if writer.writerow(row))
        return done / (time.monotonic() - began)


def _openpyxl(export: Export) -> float:
    """Rows a second of openpyxl, from the same rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    with snapshot() as (rows, _moment), rows.cursor(name="typed") as cursor:
        cursor.execute(query_of(export).values())
        cursor.fetchone()
        began = time.monotonic()
        rows_of_sample = list(islice(cursor, SAMPLE))
        for row in rows_of_sample:
            sheet.append(row)
        book.save(io.BytesIO())
        return len(rows_of_sample) / (time.monotonic() - began)


def work(pk: int, folder: str) -> None:
    """Write one in this process; how long, how many rows, and how much memory at most."""
    settings.MEDIA_ROOT = folder
    began = time.monotonic()
    run_export(pk)
    seconds = time.monotonic() - began
    export = Export.objects.get(pk=pk)
    if export.status != "ready":
        raise RuntimeError(f"Export {pk} is {export.status}: {export.error}")
    connection.close()
    print(json.dumps({"seconds": seconds, "rows": export.rows_total, "peak": peak_megabytes()}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(int(sys.argv[2]), sys.argv[3])
    else:
        main()
