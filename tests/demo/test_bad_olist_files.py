"""Files that the import refuses: by name, line and column, and writing nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from omnitron.demo.olist.importing import import_olist
from omnitron.demo.olist.reading import BadFile
from orders.models import Order, Seller
from tests.demo import invented as files
from tests.demo.invented import invented, number
from tests.factories import OrderFactory, SalesChannelFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "line", "column", "cell", "complaint"),
    [
        (files.ITEMS, 4, "price", "abc", "is no amount like 129.90"),
        (files.ITEMS, 4, "price", "-1.00", "is no amount like 129.90"),
        (files.ITEMS, 4, "price", "1.005", "is no amount like 129.90"),
        (files.ORDERS, 9, "order_purchase_timestamp", "2017-02-31 10:00:00", "is no date and time"),
        (files.ORDERS, 9, "order_purchase_timestamp", "", "is no date and time"),
        (files.ORDERS, 9, "order_approved_at", "soon", "is no date and time"),
        (files.ORDERS, 3, "order_status", "lost", "is none of approved, canceled, created"),
        (files.ORDERS, 3, "order_id", number(0), "repeats line 2"),
        (files.ORDERS, 3, "customer_id", "nobody", f"is not in {files.CUSTOMERS}"),
        (files.PAYMENTS, 7, "payment_type", "cheque", "is none of boleto, credit_card"),
        (files.PAYMENTS, 7, "order_id", "unknown", f"is not in {files.ORDERS}"),
        (files.PAYMENTS, 7, "payment_installments", "many", "is no whole number"),
        (files.ITEMS, 5, "order_id", "unknown", f"is not in {files.ORDERS}"),
        (files.ITEMS, 5, "product_id", "unknown", f"is not in {files.PRODUCTS}"),
        (files.ITEMS, 5, "seller_id", "unknown", f"is not in {files.SELLERS}"),
        (files.ITEMS, 5, "order_item_id", "0", "is no whole number from 1"),
        (files.SELLERS, 2, "seller_id", "x" * 51, "is no id of 1 to 50 characters"),
        (files.CUSTOMERS, 2, "customer_city", "x" * 129, "is longer than 128 characters"),
        (files.PRODUCTS, 2, "product_weight_g", "heavy", "is no measure"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_written(tmp_path, file, line, column, cell, complaint):
    bad = invented()
    bad.put(file, line, column, cell)

    with pytest.raises(BadFile) as error:
        import_olist(folder=bad.write(tmp_path))

    shown = cell if len(cell) <= 40 else cell[:40] + "…"
    assert str(error.value).startswith(f"{file}, line {line}, column {column}: “{shown}” ")
    assert complaint in str(error.value)
    assert not Order.objects.exists()
    assert not Seller.objects.exists()


def _without_column(path: Path) -> None:
    path.write_text(path.read_text().replace("price", "prize", 1))


def _column_twice(path: Path) -> None:
    path.write_text(path.read_text().replace("freight_value", "price", 1))


def _cell_missing(path: Path) -> None:
    lines = path.read_text().splitlines()
    lines[2] = lines[2].rpartition(",")[0]
    path.write_text("\n".join(lines))


def _quote_never_closed(path: Path) -> None:
    path.write_text(path.read_text() + '"order\n')


def _latin_1(path: Path) -> None:
    path.write_bytes(path.read_bytes() + "são".encode("latin-1"))


def _nul(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_without_column, f"{files.ITEMS}, line 1: the column price is missing."),
        (_column_twice, f"{files.ITEMS}, line 1: the column price stands there twice."),
        (_cell_missing, f"{files.ITEMS}, line 3 has 6 cells; the header has 7."),
        (_quote_never_closed, f"{files.ITEMS}, line 53 is no CSV: unexpected end of data."),
        (
            _latin_1,
            f"{files.ITEMS}, line 53 is not UTF-8 at byte 2: save the file as UTF-8.",
        ),
        (_nul, f"{files.ITEMS}, line 53 holds a NUL byte: this is no text."),
        (_empty, f"{files.ITEMS}, line 1: the column order_id is missing."),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_name_and_line(tmp_path, spoil, message):
    folder = invented().write(tmp_path)
    spoil(folder / files.ITEMS)

    with pytest.raises(BadFile) as error:
        import_olist(folder=folder)

    assert str(error.value) == message
    assert not Seller.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    folder = invented().write(tmp_path)
    (folder / files.PAYMENTS).unlink()

    with pytest.raises(BadFile, match=rf"{files.PAYMENTS} cannot be read: No such file"):
        import_olist(folder=folder)


def test_an_order_number_of_another_channel_is_refused(tmp_path):
    OrderFactory(number=number(3), channel=SalesChannelFactory(name="Own shop"))

    with pytest.raises(BadFile) as error:
        import_olist(folder=invented().write(tmp_path))

    assert str(error.value) == (
        f"{files.ORDERS}, line 5, column order_id: “{number(3)}” is an order of Own shop already."
    )
    assert Order.objects.count() == 1


def test_the_command_ends_with_the_sentence_of_a_bad_file(tmp_path):
    with pytest.raises(CommandError, match=r"olist_customers_dataset\.csv cannot be read"):
        call_command("import_olist", tmp_path)
