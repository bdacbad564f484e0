"""CSV files in every form that people have them."""

import io

import pytest

from bulk_updates.reading import csv_rows
from tests.bulk_updates.uploads import HEADER, csv_of, only_row, outcomes, read
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


def test_the_reader_of_lines_leaves_the_file_open():
    file = io.BytesIO(b"a,b\n1,2\n")

    assert len(list(csv_rows.csv_rows(file, encoding="utf-8-sig", delimiter=","))) == 2
    assert not file.closed
