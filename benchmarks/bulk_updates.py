"""P3: what a bulk update costs, against PostgreSQL alone and against django-import-export.

`python -m benchmarks.bulk_updates ROWS…` on a database with orders, whose items it changes; prints
one line of JSON. `python -m benchmarks.bulk_updates work KEY` is a worker of its own, so that its
memory is nobody else's.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.base import File  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from import_export.resources import ModelResource  # noqa: E402
from tablib import Dataset  # noqa: E402

from benchmarks.people import somebody  # noqa: E402
from benchmarks.timing import peak_megabytes  # noqa: E402
from bulk_updates.jobs.working import work_on  # noqa: E402
from bulk_updates.models import BulkUpdate  # noqa: E402
from bulk_updates.services.deciding import apply_bulk_update, undo_bulk_update  # noqa: E402
from bulk_updates.services.uploading import upload  # noqa: E402
from orders.models import OrderItem  # noqa: E402

if TYPE_CHECKING:
    from omnitron.accounts.models import User

# The peer is timed on as many: it would need minutes for all.
PEER_ROWS = 2_000
# Each item moves on where it can, in no order that an index has.
_FILE = """
    COPY (
        SELECT ordered.number AS order_number, item.id AS order_item_id,
            item.version AS row_version,
            CASE item.status WHEN 200 THEN 400 WHEN 300 THEN 400 WHEN 350 THEN 400
                WHEN 400 THEN 450 WHEN 450 THEN 500 WHEN 500 THEN 550 WHEN 510 THEN 550
                WHEN 520 THEN 550 WHEN 540 THEN 550 WHEN 550 THEN 545 WHEN 545 THEN 550
                WHEN 544 THEN 550 END AS status,
            company.code AS shipping_company, 'T' || item.id || '-{rows}' AS tracking_number,
            'I' || item.id || '-{rows}' AS invoice_number, '2026-11-01' AS invoice_date
        FROM orders_orderitem AS item
        JOIN orders_order AS ordered ON ordered.id = item.order_id
        CROSS JOIN (SELECT code FROM orders_shippingcompany WHERE is_active ORDER BY id LIMIT 1)
            AS company
        ORDER BY md5(item.id::text) LIMIT {rows}
    ) TO STDOUT WITH (FORMAT csv, HEADER)
"""
_BARE_TABLE = """
    CREATE TEMPORARY TABLE bare (order_number text, order_item_id bigint, row_version int,
        status int, shipping_company text, tracking_number text, invoice_number text,
        invoice_date date) ON COMMIT DROP
"""
_BARE_UPDATE = """
    UPDATE orders_orderitem AS item
    SET status = coalesce(bare.status, item.status), shipping_company_id = company.id,
        tracking_number = bare.tracking_number, invoice_number = bare.invoice_number,
        invoice_date = bare.invoice_date, version = item.version + 1
    FROM bare JOIN orders_shippingcompany AS company ON company.code = bare.shipping_company
    WHERE item.id = bare.order_item_id
"""


class ItemResource(ModelResource):
    """The same columns for the peer."""

    class Meta:
        model = OrderItem
        fields = (
            "id",
            "status",
            "shipping_company",
            "tracking_number",
            "invoice_number",
            "invoice_date",
        )


def main(sizes: list[int]) -> None:
    """One line for each number of rows; floor and peer for the first."""
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        person = somebody()
        rows = [
            _measured(Path(folder), rows, person, first=not at) for at, rows in enumerate(sizes)
        ]
    print(json.dumps(rows))


def _measured(folder: Path, rows: int, person: User, *, first: bool) -> dict:
    path = folder / "rows.csv"
    _write_file(path, rows)
    bare = _bare(path) if first else 0.0
    peer = _peer(path) if first else 0.0
    with path.open("rb") as file:
        update = upload(actor=person, file=File(file, "rows.csv"))
    preview = _worker(folder, update.pk)
    apply_bulk_update(actor=person, pk=update.pk)
    applied = _worker(folder, update.pk)
    undo_bulk_update(actor=person, pk=update.pk)
    undone = _worker(folder, update.pk)
    update.refresh_from_db()
    if (update.changed_count, update.restored_count) != (rows, rows):
        raise RuntimeError(f"{update.changed_count} of {rows} changed: {update.refusals}")
    _vacuum()
    result = {
        "rows": rows,
        "read and check, s": preview["seconds"],
        "apply, s": applied["seconds"],
        "undo, s": undone["seconds"],
        "peak, MB": max(step["peak"] for step in (preview, applied, undone)),
        "applied/s": rows / applied["seconds"],
    }
    if not first:
        return result
    ours = rows / (preview["seconds"] + applied["seconds"])
    return result | {
        "bare COPY + UPDATE, s": bare,
        "apply, x bare": applied["seconds"] / bare,
        "django-import-export/s": peer,
        "apply, times as fast": result["applied/s"] / peer,
        "all of it, times as fast": ours / peer,
    }


def _write_file(path: Path, rows: int) -> None:
    with (
        path.open("wb") as file,
        connection.cursor() as cursor,
        cursor.copy(_FILE.format(rows=rows)) as copy,
    ):
        file.writelines(copy)


def _bare(path: Path) -> float:
    """The seconds for COPY and one UPDATE on the table with all its indexes, without triggers."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE orders_orderitem DISABLE TRIGGER USER")
        began = time.monotonic()
        cursor.execute(_BARE_TABLE)
        with cursor.copy("COPY bare FROM STDIN WITH (FORMAT csv, HEADER)") as copy:
            copy.write(path.read_bytes())
        cursor.execute(_BARE_UPDATE)
        seconds = time.monotonic() - began
        transaction.set_rollback(True)
    _vacuum()
    return seconds


def _peer(path: Path) -> float:
    """Rows a second of django-import-export, as it comes."""
    companies = dict(connection_rows("SELECT code, id FROM orders_shippingcompany"))
    with path.open() as file:
        given = [row for row, _turn in zip(csv.DictReader(file), range(PEER_ROWS), strict=False)]
    statuses = OrderItem.objects.in_bulk([int(row["order_item_id"]) for row in given])
    data = Dataset(headers=ItemResource.Meta.fields)
    for row in given:
        pk = int(row["order_item_id"])
        data.append(
            (
                pk,
                row["status"] or statuses[pk].status,
                companies[row["shipping_company"]],
                row["tracking_number"],
                row["invoice_number"],
                row["invoice_date"],
            )
        )
    with transaction.atomic():
        began = time.monotonic()
        result = ItemResource().import_data(data, raise_errors=True)
        seconds = time.monotonic() - began
        transaction.set_rollback(True)
    if result.totals["update"] != len(given):
        raise RuntimeError(f"The peer has changed {result.totals}.")
    return len(given) / seconds


def connection_rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE orders_orderitem, orders_order")


def _worker(folder: Path, pk: int) -> dict:
    command = [sys.executable, "-m", "benchmarks.bulk_updates", "work", str(pk), str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.strip().rpartition("\n")[2])


def work(pk: int, folder: str) -> None:
    """Work on it in this process; how long, and how much memory at most."""
    settings.MEDIA_ROOT = folder
    began = time.monotonic()
    work_on(pk)
    seconds = time.monotonic() - began
    update = BulkUpdate.objects.get(pk=pk)
    if update.claimed_until or update.status == BulkUpdate.Status.UNREADABLE:
        raise RuntimeError(f"Bulk update {pk} is {update.status} {update.problem}.")
    print(json.dumps({"seconds": seconds, "peak": peak_megabytes()}))


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(int(sys.argv[2]), sys.argv[3])
    else:
        main([int(size) for size in sys.argv[1:]])
