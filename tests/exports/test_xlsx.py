"""The workbook: the rows of the CSV file, each cell of its type."""

import csv
import hashlib
import io
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from exports.kinds import KINDS
from exports.kinds.columns import Column, Type
from exports.kinds.order_items import ORDER_ITEMS
from exports.writers import xlsx
from orders.models import OrderItem
from tests.exports.office import find_office
from tests.exports.shop import content, run, table, workbook
from tests.factories import OrderItemFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order(shop):
    order = shop.order(number="00042", placed_at=datetime(2026, 3, 1, 22, 30, 5, 9, tzinfo=UTC))
    OrderItemFactory(
        order=order,
        name="=1+1",
        quantity=3,
        price=Decimal("1249.90"),
        tax_rate=Decimal("18.50"),
        invoice_date=date(2026, 2, 3),
        tracking_number="1230000000000000045",
    )
    return order


def cells(sheet, row):
    header, *rows = sheet.iter_rows()
    return dict(zip((cell.value for cell in header), rows[row], strict=True))


def test_each_cell_has_the_type_of_its_column(shop, order):
    export = shop.export(order, format="xlsx")

    (sheet,) = workbook(export).worksheets
    found = cells(sheet, 0)
    item = order.items.get()
    expected = {
        "order_number": ("s", "00042"),
        "order_item_id": ("n", item.pk),
        "invoice_date": ("d", datetime(2026, 2, 3)),  # noqa: DTZ001  (a day)
        "tracking_number": ("s", "1230000000000000045"),
        "Date placed (Europe/Istanbul)": ("d", datetime(2026, 3, 2, 1, 30, 5)),  # noqa: DTZ001
        "Product": ("s", "'=1+1"),
        "Quantity": ("n", 3),
        "Paid": ("n", 1249.9),
        "Tax rate": ("n", 18.5),
        "Seller": ("n", None),
    }
    assert {name: (found[name].data_type, found[name].value) for name in expected} == expected
    assert found["Paid"].number_format == "#,##0.00#"
    assert found["invoice_date"].number_format == "yyyy-mm-dd"


def test_a_negative_amount_is_a_number_and_no_formula(shop, order, monkeypatch):
    # No column of today has one.
    owed = Column("owed", "Owed", "-i.net_amount", Type.AMOUNT)
    kind = replace(ORDER_ITEMS, columns=(owed,), total="-i.net_amount")
    monkeypatch.setitem(KINDS, "order_items", kind)

    book, file = (shop.export(order, format=format) for format in ("xlsx", "csv"))

    cell = workbook(book).worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("n", -1249.9)
    assert table(file) == [{"Owed": "-1249.90"}]
    assert book.sums == file.sums == {"BRL": "-1249.90"}


def test_the_rows_are_those_of_the_csv_file(shop):
    orders = [shop.order(items=2), shop.order(items=1)]

    book, file = (shop.export(*orders, format=format) for format in ("xlsx", "csv"))

    (sheet,) = workbook(book).worksheets
    names = [cell.value for cell in sheet[1]]
    assert names == list(table(file)[0])
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        int(row["order_item_id"]) for row in table(file)
    ]
    assert (book.rows_total, book.sums) == (file.rows_total, file.sums)
    assert book.sha256 == hashlib.sha256(content(book)).hexdigest()


def test_the_header_stays_in_sight_and_columns_are_wide_enough(shop, order):
    (sheet,) = workbook(shop.export(order, format="xlsx")).worksheets

    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["J"].width > len("Date placed (Europe/Istanbul)")


def test_what_does_not_fit_on_a_sheet_goes_on_further_ones(shop, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    order = shop.order(items=5)

    book = workbook(shop.export(order, format="xlsx"))

    assert book.sheetnames == ["Order items", "Order items 2", "Order items 3"]
    assert [sheet.max_row for sheet in book.worksheets] == [3, 3, 2]
    assert {sheet["A1"].value for sheet in book.worksheets} == {"order_number"}
    ids = [sheet.cell(row, 2).value for sheet in book for row in range(2, sheet.max_row + 1)]
    assert ids == [item.pk for item in order.items.all()]


def test_a_sheet_holds_as_many_rows_as_excel_reads():
    assert xlsx.MOST_ROWS + 1 == 1_048_576


def test_a_day_before_the_calendar_of_workbooks_is_a_text(shop, order):
    OrderItem.objects.update(invoice_date=date(1850, 1, 2))

    found = cells(workbook(shop.export(order, format="xlsx")).worksheets[0], 0)

    assert found["invoice_date"].value == "1850-01-02"


def test_a_text_beyond_what_a_cell_holds_is_cut(shop, order):
    OrderItem.objects.update(attributes={"text": "x" * 40_000})

    found = cells(workbook(shop.export(order, format="xlsx")).worksheets[0], 0)

    assert len(found["Attributes"].value) == 32_767


def test_a_workbook_of_nothing_has_a_header(shop, order):
    export = shop.ask(order, format="xlsx")
    OrderItem.objects.all().delete()

    (sheet,) = workbook(run(export)).worksheets

    assert sheet["A1"].value == "order_number"
    assert {cell.value for cell in sheet[2]} == {None}


def read_by_openpyxl(path):
    (sheet,) = openpyxl.load_workbook(path).worksheets
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def read_by_office(path):
    """LibreOffice opens it and says what it sees as CSV."""
    subprocess.run(
        [
            *(find_office(), "--headless", f"-env:UserInstallation=file://{path.parent}/profile"),
            *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir"),
            *(str(path.parent), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return list(csv.reader(path.with_suffix(".csv").read_text().splitlines()))


READERS = [read_by_openpyxl, *([read_by_office] if find_office() else [])]


@pytest.mark.parametrize("read", READERS)
def test_programs_open_a_workbook_and_run_nothing_in_it(shop, order, read, tmp_path):
    path = tmp_path / "export.xlsx"
    path.write_bytes(
        content(shop.export(order, format="xlsx", columns=["order_number", "product"]))
    )

    assert read(path) == [["order_number", "Product"], ["00042", "'=1+1"]]


def test_a_workbook_holds_no_formula(shop, order):
    export = shop.export(order, format="xlsx")

    with zipfile.ZipFile(io.BytesIO(content(export))) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
