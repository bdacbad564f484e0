"""Files that are refused at once, and files that turn out to be unreadable."""

import io
import re
import zipfile

import pytest

from bulk_updates.models import BulkUpdate
from bulk_updates.reading import files
from omnitron.core.errors import Refusal
from tests.bulk_updates.uploads import SHEET, csv_of, read, uploaded, workbook_of, worked_on

pytestmark = pytest.mark.django_db

AT_ONCE = {
    "empty": (b"", "orders.csv", "The file is empty"),
    "header of others": (b"a,b\n1,2\n", "orders.csv", "names no column that is known"),
    "binary": (b"\x89PNG\r\n\x1a\n\x01\x02", "orders.csv", "neither a CSV file nor an Excel"),
    "NUL": (b"order_number\0,order_item_id,status\n", "orders.csv", "Line 1 holds a character"),
    "workbook as CSV": (workbook_of(), "orders.csv", "does not end with .xlsx"),
    "CSV as workbook": (csv_of(), "orders.xlsx", "does not end with .csv"),
    "old workbook": (b"\xd0\xcf\x11\xe0rest", "orders.xls", "old Excel file"),
    "another ending": (csv_of(), "orders.exe", "does not end with .csv"),
    "10,000 columns": (
        ",".join(["order_number", *("x" for _ in range(9_999))]).encode(),
        "orders.csv",
        "10000 columns, 200 are the most",
    ),
    "header twice": (
        b"order_number,order_item_id,status,Status\n",
        "orders.csv",
        "The column status is there twice",
    ),
    "unknown column": (
        b"order_number,order_item_id,tracking\n",
        "orders.csv",
        "not known: rename it, or delete it. Is it tracking_number?",
    ),
    "no key": (b"order_number,status\n", "orders.csv", "The column order_item_id is missing"),
    "nothing to change": (
        b"order_number,order_item_id\n1,2\n",
        "orders.csv",
        "no column that could change anything",
    ),
    "quote never closed in the header": (
        b'"order_number,order_item_id,status\n1,2,\n',
        "orders.csv",
        "The quotes of the row that begins on line 1 do not match",
    ),
    "a line without end": (b"order_number," + b"x" * 2_000_000, "orders.csv", "Line 1 has more"),
}


@pytest.mark.parametrize("case", AT_ONCE)
def test_a_file_of_which_nothing_can_be_read_is_refused_at_once(case):
    content, name, sentence = AT_ONCE[case]

    with pytest.raises(Refusal, match=re.escape(sentence)):
        uploaded(content, name=name)
    assert not BulkUpdate.objects.exists()


def test_a_name_that_is_too_long_is_refused():
    with pytest.raises(Refusal, match="154 characters"):
        uploaded(csv_of(), name="x" * 150 + ".csv")


def test_a_disk_that_cannot_be_written_is_told_and_nothing_is_left(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = str(tmp_path / "file")

    with pytest.raises(Refusal, match="disk for files is full or closed"):
        uploaded(csv_of())

    assert not BulkUpdate.objects.exists()


def bomb(megabytes, name=SHEET):
    """A small workbook that unpacks to so much."""
    file = io.BytesIO()
    megabyte = b" " * 1024 * 1024
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped, zipped.open(name, "w") as part:
        part.writelines(megabyte for _each in range(megabytes))
    return file.getvalue()


AFTERWARDS = {
    "two encodings": (
        csv_of(("ş", "1", "", "")) + "ş,2,,\n".encode("cp1254"),
        "orders.csv",
        "mixed_encodings",
    ),
    "two encodings the other way": (
        csv_of(("ş", "1", "", ""), encoding="cp1254") + "ş,2,,\n".encode(),
        "orders.csv",
        "mixed_encodings",
    ),
    "header only": (csv_of(), "orders.csv", "no_rows"),
    "remarks only": (csv_of(("# nothing", "", "", "")), "orders.csv", "no_rows"),
    "quote never closed": (csv_of() + b'1,2,"Shipped,\n3,4,', "orders.csv", "quote_left_open"),
    "NUL far behind": (csv_of() + b"#" + b"x" * 70_000 + b"\n1,\0,,\n", "orders.csv", "nul"),
    "no workbook": (b"PK\x03\x04 no zip at all", "orders.xlsx", "damaged_workbook"),
    "other zip": (bomb(1, "readme.txt"), "orders.xlsx", "damaged_workbook"),
    "bomb": (bomb(500), "orders.xlsx", "workbook_too_large"),
    "bomb of styles": (bomb(70, "xl/styles.xml"), "orders.xlsx", "workbook_too_large"),
    "row without end": (bomb(6), "orders.xlsx", "workbook_too_large"),
    "quoted line breaks without end": (
        csv_of() + b'1,2,"' + b'x\n",3,"' * 900_000,
        "orders.csv",
        "quote_left_open",
    ),
    "bomb of texts": (bomb(70, "xl/sharedStrings.xml"), "orders.xlsx", "workbook_too_large"),
}


@pytest.mark.parametrize("case", AFTERWARDS)
def test_a_file_that_turns_out_to_be_unreadable_says_so(case):
    content, name, problem = AFTERWARDS[case]

    update = read(content, name=name)

    assert (update.status, update.problem) == ("unreadable", problem)


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setitem(files.MOST_ROWS, BulkUpdate.Format.CSV, 2)

    update = read(csv_of(*[("1", "2", "", "")] * 3))

    assert (update.status, update.problem) == ("unreadable", "too_many_rows")


def test_a_file_larger_than_the_most_is_refused_by_its_size(monkeypatch):
    monkeypatch.setitem(files.MOST_MEGABYTES, BulkUpdate.Format.CSV, 0)

    with pytest.raises(Refusal, match="1 MB, 0 MB are the most"):
        uploaded(csv_of())


def test_the_stored_file_that_is_gone_is_told():
    update = uploaded(csv_of(("1", "2", "Shipped", "")))
    update.file.storage.delete(update.file.name)

    assert worked_on(update).problem == "file_lost"
