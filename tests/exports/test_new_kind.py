"""A new kind of export is a list of columns and a query: nothing else has to know of it."""

import pytest
from django.test import Client

from exports.jobs.mailing import mail_requester
from exports.kinds import KINDS
from exports.kinds.base import Kind
from exports.kinds.columns import Column, Type
from exports.models import Export
from exports.services.keeping_columns import save_column_set
from exports.services.requesting import request_again
from omnitron.core.errors import Refusal
from tests.exports.shop import SITE, table, workbook
from tests.factories import OrderItemFactory, SellerFactory
from tests.panel.exports.pages import LIST, new, row_of, words_of

pytestmark = pytest.mark.django_db(transaction=True)

BY_SELLER = Kind(
    name="sellers",
    label="Sellers",
    title="Export Sellers",
    columns=(
        Column("seller", "Seller", "seller.name"),
        Column("items", "Items", "sold.items", Type.NUMBER),
        Column("amount", "Amount", "sold.amount", Type.AMOUNT),
    ),
    source="""
        FROM (
            SELECT i.seller_id, o.currency, count(*) AS items, sum(i.net_amount) AS amount
            FROM orders_orderitem AS i
            JOIN orders_order AS o ON o.id = i.order_id
            WHERE i.id IN ({items})
            GROUP BY i.seller_id, o.currency
        ) AS sold
        JOIN orders_seller AS seller ON seller.id = sold.seller_id
    """,
    order=("seller.name", "sold.currency"),
    total="sold.amount",
    currency="sold.currency",
)


@pytest.fixture
def kind(monkeypatch):
    """A kind that nobody has exported so far."""
    monkeypatch.setitem(KINDS, "sellers", BY_SELLER)
    return "sellers"


@pytest.fixture
def order(shop):
    order = shop.order()
    for name in ("Beta", "Alfa"):
        OrderItemFactory(order=order, seller=SellerFactory(name=name))
    return order


def test_its_rows_are_in_a_csv_file(shop, order, kind):
    export = shop.export(order, kind=kind)

    assert table(export) == [
        {"Seller": "Alfa", "Items": "1", "Amount": "106.90"},
        {"Seller": "Beta", "Items": "1", "Amount": "106.90"},
    ]
    assert (export.rows_total, export.sums) == (2, {"BRL": "213.80"})
    assert export.download_name == f"sellers-{export.pk}.csv"


def test_its_rows_are_in_a_workbook_whose_sheet_has_its_name(shop, order, kind):
    (sheet,) = workbook(shop.export(order, kind=kind, format="xlsx")).worksheets

    assert sheet.title == "Sellers"
    assert [cell.value for cell in sheet[2]] == ["Alfa", 1, 106.9]


def test_its_columns_are_chosen_on_a_page_and_its_receipt_names_it(shop, order, kind, mail_server):
    save_column_set(
        actor=shop.user, kind=kind, name="Weekly", columns=["seller"], format="csv", zone="UTC"
    )
    browser = Client()
    browser.force_login(shop.user)

    words = words_of(browser.get(new(shop.tick(order), kind)))
    assert "Export Sellers 1 order" in words
    assert "3 of 3 columns" in words
    assert "Weekly" in words
    export = shop.export(order, kind=kind)
    assert row_of(browser.get(LIST), export).startswith(f"Sellers, CSV No. {export.pk}")
    mail_requester(export.pk)
    assert "is ready: Sellers, 2 rows" in mail_server.mails[0]["Subject"]


def test_a_kind_that_is_no_more_is_not_asked_for_again(shop, order, monkeypatch):
    with monkeypatch.context() as before:
        before.setitem(KINDS, "sellers", BY_SELLER)
        export = shop.export(order, kind="sellers")

    with pytest.raises(Refusal, match="no export “sellers”"):
        request_again(actor=shop.user, pk=export.pk, site=SITE)
    assert Export.objects.count() == 1
