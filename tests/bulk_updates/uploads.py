"""Files as people upload them, and what becomes of them."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from bulk_updates.jobs.working import work_on
from bulk_updates.services.uploading import upload
from tests.factories import UserFactory

HEADER = ("order_number", "order_item_id", "status", "tracking_number")
# The part of a workbook that holds its rows.
SHEET = "xl/worksheets/sheet1.xml"


def csv_of(*rows, header=HEADER, delimiter=",", encoding="utf-8", end="\r\n"):
    """The bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def workbook_of(*rows, header=HEADER):
    book = Workbook()
    for row in (header, *rows):
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def uploaded(content, *, name="orders.csv", actor=None):
    """A file that was uploaded, and that no worker has read yet."""
    actor = actor or UserFactory(is_superuser=True)
    return upload(actor=actor, file=SimpleUploadedFile(name, content))


def read(content, *, name="orders.csv", actor=None):
    """A file that was uploaded and read."""
    update = uploaded(content, name=name, actor=actor)
    worked_on(update)
    return update


def read_rows(*rows, header=HEADER, actor=None):
    return read(csv_of(*rows, header=header), actor=actor)


def worked_on(update):
    work_on(update.pk)
    update.refresh_from_db()
    return update


def outcomes(update):
    """{line: (outcome, reason, column)}"""
    rows = update.rows.order_by("line")
    return {row.line: (row.outcome, row.reason, row.column) for row in rows}


def only_row(update):
    return update.rows.get()


def refused(update):
    """Reason and column of the only row, which is refused."""
    row = only_row(update)
    assert row.outcome == "refused"
    return row.reason, row.column


def check(item, *, actor=None, **values):
    """A file with one row, which gives these columns of an item."""
    header = ("order_number", "order_item_id", *values)
    row = (item.order.number, item.pk, *values.values())
    return read_rows(row, header=header, actor=actor)


def changes(item, **values):
    """What these columns change of an item."""
    row = only_row(check(item, **values))
    assert row.outcome == "change"
    return row.changes
