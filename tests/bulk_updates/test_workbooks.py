"""Workbooks, as people save them and as somebody could make them."""

import datetime
import io
import math
import re
import zipfile

import pytest
from openpyxl import Workbook

from bulk_updates.reading import workbook_rows
from tests.bulk_updates.uploads import HEADER, SHEET, only_row, outcomes, read, workbook_of

pytestmark = pytest.mark.django_db


def changed(content, change):
    """The same workbook, of which each part is what `change(name, part)` gives."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


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


def test_a_file_that_lies_about_a_sheet_of_endless_size_is_read_by_its_rows(item):
    def lie(_name, part):
        return part.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"')

    content = changed(workbook_of((item.order.number, item.pk, "Preparing", "")), lie)

    assert read(content, name="orders.xlsx").row_count == 1


def test_entities_of_a_workbook_that_blow_up_are_refused():
    def declare(name, part):
        if name != "xl/workbook.xml":
            return part
        declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        return declared + part.partition(b"?>")[2].strip()

    update = read(changed(workbook_of(), declare), name="orders.xlsx")

    assert (update.status, update.problem) == ("unreadable", "damaged_workbook")


@pytest.mark.parametrize("number", ["1048577", "9000000000"])
def test_a_row_beyond_the_last_of_a_sheet_is_refused_and_not_waited_for(item, number):
    def renumber(name, part):
        if name != SHEET:
            return part
        return re.sub(rb'"([A-D]?)2"', rb'"\g<1>' + number.encode() + b'"', part)

    content = changed(workbook_of((item.order.number, item.pk, "Preparing", "")), renumber)

    update = read(content, name="orders.xlsx")

    assert (update.status, update.problem) == ("unreadable", "damaged_workbook")
