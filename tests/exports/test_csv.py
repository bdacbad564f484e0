"""The CSV file: a row for each line, figures that agree, texts that a spreadsheet reads alike."""

import csv
import hashlib
import io
from decimal import Decimal

import pytest
from django.db import connection

from exports.kinds import KINDS
from orders.models import ChannelAccess, Order, OrderItem
from orders.services.selecting import select_all
from orders.states import Status
from tests.exports.shop import content, run, table
from tests.factories import (
    OrderItemFactory,
    SalesChannelFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_file_has_a_row_for_each_line_of_the_chosen_orders_in_their_order(shop):
    first, second, other = (shop.order(items=count) for count in (2, 1, 1))

    export = shop.export(second, first)

    lines = [*first.items.all(), *second.items.all()]
    assert [row["order_item_id"] for row in table(export)] == [str(line.pk) for line in lines]
    assert other.number not in content(export).decode()


def test_the_receipt_has_the_figures_of_the_file(shop):
    order = shop.order(items=3)

    export = shop.export(order)

    held = content(export)
    assert (export.status, export.rows_total, export.rows_done) == ("ready", 3, 3)
    assert (export.sha256, export.file_size) == (hashlib.sha256(held).hexdigest(), len(held))
    assert export.sums == {"BRL": "320.70"}
    assert sum(Decimal(row["Paid"]) for row in table(export)) == Decimal("320.70")
    assert export.snapshot_at < export.finished_at < export.expires_at


def test_sums_are_by_currency(shop):
    yen = SalesChannelFactory(currency="JPY")
    dinars = SalesChannelFactory(currency="KWD")
    shop.give(yen, dinars)
    orders = [
        shop.order(amount=Decimal("1249.90")),
        shop.order(channel=yen, amount=Decimal(1800)),
        shop.order(channel=dinars, amount=Decimal("12.345")),
        shop.order(channel=dinars, amount=Decimal(1)),
    ]

    export = shop.export(*orders, kind="orders")

    assert export.sums == {"BRL": "1249.90", "JPY": "1800", "KWD": "13.345"}
    amounts = [row["Amount"] for row in table(export)]
    assert amounts == ["1249.90", "1800", "12.345", "1.000"]


def test_a_file_begins_with_the_mark_that_excel_knows_utf_8_by(shop):
    export = shop.export(shop.order(items=1, items__name="Luminária “İpek” ığüşöç"))

    assert content(export)[:3] == b"\xef\xbb\xbf"
    assert table(export)[0]["Product"] == "Luminária “İpek” ığüşöç"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_run_is_disarmed(shop, text):
    export = shop.export(shop.order(items=1, items__name=text, items__tracking_number=text))

    (row,) = table(export)
    assert (row["Product"], row["tracking_number"]) == (f"'{text}", f"'{text}")


@pytest.mark.parametrize("text", ['a "quoted", word', "two\nlines", "100 %s %(x)s %", "'", "a\\b"])
def test_any_other_text_is_as_it_was(shop, text):
    (row,) = table(shop.export(shop.order(items=1, items__name=text)))

    assert row["Product"] == text


def test_all_that_match_are_exported_less_those_that_came_later(shop):
    chosen = [shop.order(items=1) for _n in range(3)]
    selection = select_all(actor=shop.user, filter_query="status=400", matched=3)
    shop.order(items=1)

    export = run(shop.ask(selection=selection, columns=["order_number"]))

    assert [row["order_number"] for row in table(export)] == [order.number for order in chosen]
    assert (export.missing_count, export.missing_numbers) == (0, [])


def test_chosen_orders_that_are_gone_are_counted_and_those_still_seen_are_named(shop):
    given = ChannelAccess.objects.create(user=shop.user, channel=SalesChannelFactory())
    stays, moved = (shop.order(items=1) for _n in range(2))
    hidden = shop.order(items=1, channel=given.channel)
    selection = shop.tick(stays, moved, hidden, query="status=400")
    export = shop.ask(selection=selection, columns=["order_number"])
    Order.objects.filter(pk=moved.pk).update(status=Status.SHIPPED)
    given.delete()

    export = run(export)

    assert [row["order_number"] for row in table(export)] == [stays.number]
    assert (export.missing_count, export.missing_numbers) == (2, [moved.number])


def test_a_file_is_read_back_by_copy(shop):
    order = shop.order()
    texts = ["=1", 'a "b", c', "x\ny", ""]
    for text in texts:
        OrderItemFactory(order=order, name=text, net_amount="106.90")
    kind = KINDS["order_items"]

    export = shop.export(order)

    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} text" for name in kind.names)
        cursor.execute(f"CREATE TEMPORARY TABLE back ({columns})")
        with cursor.copy("COPY back FROM STDIN (FORMAT csv, HEADER)") as copy:
            copy.write(content(export).removeprefix(b"\xef\xbb\xbf"))
        cursor.execute("SELECT product, paid::numeric FROM back ORDER BY order_item_id::bigint")
        rows = cursor.fetchall()
        cursor.execute("DROP TABLE back")

    assert [name for name, _paid in rows] == ["'=1", *texts[1:]]
    assert {paid for _name, paid in rows} == {Decimal("106.90")}


def test_an_export_of_nothing_has_a_header_alone(shop):
    order = shop.order(items=1)
    export = shop.ask(order)
    OrderItem.objects.all().delete()

    export = run(export)

    lines = list(csv.reader(io.StringIO(content(export).decode("utf-8-sig"))))
    assert (export.status, export.rows_total, len(lines)) == ("ready", 0, 1)
