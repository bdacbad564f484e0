"""Files in every form that people have them, and those of which no row can be understood."""

import datetime
import io
import math
import re
import zipfile

import pytest
from openpyxl import Workbook

from bulk_updates.models import BulkUpdate
from bulk_updates.reading import csv_rows, files, workbook_rows
from omnitron.core.errors import Refusal
from tests.bulk_updates.uploads import (
    HEADER,
    csv_of,
    only_row,
    outcomes,
    read,
    uploaded,
    workbook_of,
    worked_on,
)
from tests.factories import OrderItemFactory
from tests.factories.reference import ShippingCompanyFactory

pytestmark = pytest.mark.django_db

COMPANY = "İğdır Kargo ş"
WITH_COMPANY = (*HEADER[:2], "shipping_company")


@pytest.fixture
def item():
    ShippingCompanyFactory(code="igdir", name=COMPANY)
    return OrderItemFactory()


def rows_of(item):
    return (item.order.number, item.pk, COMPANY)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("written_in", "found"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1254", "cp1254"),
    ],
)
def test_encoding_and_delimiter_are_found(item, written_in, found, delimiter):
    content = csv_of(rows_of(item), header=WITH_COMPANY, encoding=written_in, delimiter=delimiter)

    update = read(content)

    assert (update.encoding, update.delimiter) == (found, delimiter)
    assert only_row(update).shipping_company == COMPANY
    assert only_row(update).outcome == "change"


def test_a_western_file_is_windows_1252(item):
    ShippingCompanyFactory(code="pao", name="São João")

    update = read(
        csv_of((item.order.number, item.pk, "São João"), header=WITH_COMPANY, encoding="cp1252")
    )

    assert update.encoding == "cp1252"
    assert only_row(update).outcome == "change"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_each_system_ends_them(item, end):
    update = read(csv_of(rows_of(item), rows_of(item), header=WITH_COMPANY, end=end))

    assert list(outcomes(update)) == [2, 3]


def test_a_workbook_is_read_with_its_types(item):
    header = ("order_number", "order_item_id", "tracking_number", "invoice_date")
    book = Workbook()
    book.active.append(header)
    book.active.append((item.order.number, item.pk, 7040, None))
    book.active["D2"].value = datetime.date(2017, 11, 30)
    file = io.BytesIO()
    book.save(file)

    update = read(file.getvalue(), name="orders.xlsx")

    assert only_row(update).changes == {
        "tracking_number": ["", "7040"],
        "invoice_date": [None, "2017-11-30"],
    }


def test_a_number_that_excel_has_rounded_is_refused(item):
    update = read(
        workbook_of((item.order.number, item.pk, "", 123456789012345678)), name="orders.xlsx"
    )

    assert outcomes(update) == {2: ("refused", "damaged_number", "tracking_number")}


def test_only_the_first_sheet_of_a_workbook_is_read(item):
    book = Workbook()
    for row in (HEADER, (item.order.number, item.pk, "Preparing", "")):
        book.active.append(row)
    book.create_sheet("Notes").append(["Nothing to read"])
    file = io.BytesIO()
    book.save(file)

    assert read(file.getvalue(), name="orders.xlsx").row_count == 1


def test_lines_for_people_and_blank_lines_are_no_rows(item):
    content = csv_of(("# take these", "", "", ""), rows_of(item), header=WITH_COMPANY)

    update = read(content + b"\r\n,,\r\n  \r\n# the end\r\n")

    assert (update.row_count, update.remark_count) == (1, 2)
    assert list(outcomes(update)) == [3]


def test_the_line_with_which_excel_names_a_separator_is_read_past(item):
    update = read(b"sep=;\r\n" + csv_of(rows_of(item), header=WITH_COMPANY, delimiter=";"))

    assert (update.delimiter, list(outcomes(update))) == (";", [3])


def test_a_quoted_cell_holds_the_delimiter(item):
    text = f'order_number,order_item_id,tracking_number\n{item.order.number},{item.pk},"A,B"\n'

    assert only_row(read(text.encode())).tracking_number == "A,B"


def test_columns_that_an_export_has_besides_are_read_past_and_named(item):
    content = csv_of((*rows_of(item), "changed"), header=(*WITH_COMPANY, "Outcome"))

    assert read(content).ignored_columns == ["Outcome"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{number},{item}", "too_few_cells"),
        ("{number},{item},Preparing,,more", "too_many_cells"),
        ('{number},{item},Preparing,"a\nb"', "control_character"),
        ("{number},{item},Preparing,a\x07b", "control_character"),
    ],
)
def test_a_row_whose_cells_do_not_fit_is_refused(item, row, reason):
    line = row.format(number=item.order.number, item=item.pk)

    # Beyond the sample by which a file is taken for text.
    update = read(csv_of() + b"#" + b"x" * 70_000 + b"\r\n" + line.encode())

    assert [row[1] for row in outcomes(update).values()] == [reason]


def test_a_cell_in_a_column_without_a_name_is_refused(item):
    content = csv_of((*rows_of(item), "here"), header=(*WITH_COMPANY, ""))

    assert outcomes(read(content)) == {2: ("refused", "cell_without_column", "")}


BOMB = "xl/worksheets/sheet1.xml"


def bomb(megabytes, name=BOMB):
    """A small workbook that unpacks to so much."""
    file = io.BytesIO()
    megabyte = b" " * 1024 * 1024
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped, zipped.open(name, "w") as part:
        part.writelines(megabyte for _each in range(megabytes))
    return file.getvalue()


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


def test_entities_of_a_workbook_that_blow_up_are_refused():
    clean = io.BytesIO(workbook_of())
    file = io.BytesIO()
    with zipfile.ZipFile(clean) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
                content = declared + content.partition(b"?>")[2].strip()
            new.writestr(name, content)

    update = read(file.getvalue(), name="orders.xlsx")

    assert (update.status, update.problem) == ("unreadable", "damaged_workbook")


@pytest.mark.parametrize("number", ["1048577", "9000000000"])
def test_a_row_beyond_the_last_of_a_sheet_is_refused_and_not_waited_for(item, number):
    clean = io.BytesIO(workbook_of((item.order.number, item.pk, "Preparing", "")))
    file = io.BytesIO()
    with zipfile.ZipFile(clean) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == BOMB:
                content = re.sub(rb'"([A-D]?)2"', rb'"\g<1>' + number.encode() + b'"', content)
            new.writestr(name, content)

    update = read(file.getvalue(), name="orders.xlsx")

    assert (update.status, update.problem) == ("unreadable", "damaged_workbook")


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setitem(files.MOST_ROWS, BulkUpdate.Format.CSV, 2)

    update = read(csv_of(*[("1", "2", "", "")] * 3))

    assert (update.status, update.problem) == ("unreadable", "too_many_rows")


def test_a_file_larger_than_the_most_is_refused_by_its_size(monkeypatch):
    monkeypatch.setitem(files.MOST_MEGABYTES, BulkUpdate.Format.CSV, 0)

    with pytest.raises(Refusal, match="1 MB, 0 MB are the most"):
        uploaded(csv_of())


def test_a_file_that_lies_about_a_sheet_of_endless_size_is_read_by_its_rows(item):
    clean = io.BytesIO(workbook_of((item.order.number, item.pk, "Preparing", "")))
    file = io.BytesIO()
    with zipfile.ZipFile(clean) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"')
            new.writestr(name, content)

    assert read(file.getvalue(), name="orders.xlsx").row_count == 1


def test_the_stored_file_that_is_gone_is_told(item):
    update = uploaded(csv_of(rows_of(item), header=WITH_COMPANY))
    update.file.storage.delete(update.file.name)

    assert worked_on(update).problem == "file_lost"


def test_the_reader_of_lines_leaves_the_file_open():
    file = io.BytesIO(b"a,b\n1,2\n")

    assert len(list(csv_rows.csv_rows(file, encoding="utf-8-sig", delimiter=","))) == 2
    assert not file.closed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (1.5, "1.5"),
        (-0.0, "0"),
        (True, "TRUE"),
        (math.inf, "INF"),
        (10**15, "1E+15"),
    ],
)
def test_a_cell_of_a_workbook_reads_as_a_csv_file_has_it(value, text):
    assert workbook_rows.as_text(value) == text
