"""The columns of each kind, as a CSV file has them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from exports.kinds import KINDS
from orders.states import Status
from tests.exports.shop import table
from tests.factories import (
    OrderItemFactory,
    PackageFactory,
    PaymentTransactionFactory,
    SellerFactory,
    ShippingCompanyFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_columns_that_an_upload_reads_have_its_names_and_values(shop):
    carrier = ShippingCompanyFactory(code="yurtici")
    order = shop.order()
    item = OrderItemFactory(
        order=order,
        status=Status.SHIPPED,
        shipping_company=carrier,
        tracking_number="BR0042",
        invoice_number="F-7",
        invoice_date=date(2026, 2, 3),
        e_archive_url="https://e.example/7",
        version=5,
    )
    shop.user.language = "tr"
    shop.user.save()

    (row,) = table(shop.export(order))

    assert list(row.items())[:9] == [
        ("order_number", order.number),
        ("order_item_id", str(item.pk)),
        ("row_version", "5"),
        ("status", "Shipped"),
        ("shipping_company", "yurtici"),
        ("e_archive_url", "https://e.example/7"),
        ("invoice_number", "F-7"),
        ("invoice_date", "2026-02-03"),
        ("tracking_number", "BR0042"),
    ]


def test_the_other_columns_of_an_item(shop):
    seller = SellerFactory(name="Atelier Ouro")
    order = shop.order(placed_at=datetime(2026, 3, 1, 22, 30, 5, 999_999, tzinfo=UTC))
    package = PackageFactory(number="P-17", order=order, seller=seller)
    OrderItemFactory(
        order=order,
        package=package,
        sku="LUM-1",
        attributes={"size": "M", "color": "Latão"},
        quantity=3,
        price=Decimal(90),
        discount_amount=Decimal("10.50"),
        installment_interest_amount=Decimal("1.25"),
        tax_rate=Decimal("18.50"),
    )

    (row,) = table(shop.export(order))

    assert list(row.items())[9:] == [
        ("Date placed (Europe/Istanbul)", "2026-03-02 01:30:05"),
        ("Seller", "Atelier Ouro"),
        ("SKU", "LUM-1"),
        ("Product", "Luminária de mesa Ipê"),
        ("Attributes", "color: Latão, size: M"),
        ("Quantity", "3"),
        ("Currency", "BRL"),
        ("Price", "90.00"),
        ("Discount", "10.50"),
        ("Paid", "80.75"),
        ("Tax rate", "18.50"),
        ("Package", "P-17"),
        ("Cancel status", ""),
        ("Cancellation reason", ""),
        ("Refunded amount", "0.00"),
    ]


def test_a_row_of_an_order(shop):
    sellers = [SellerFactory(name=name) for name in ("Beta", "Alfa")]
    order = shop.order(
        number="77-1",
        placed_at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC),
        discount_amount=Decimal(3),
        net_shipping_amount=Decimal("4.90"),
    )
    for seller in sellers:
        OrderItemFactory(order=order, seller=seller)
    PaymentTransactionFactory(order=order, payment_type="wallet")
    PaymentTransactionFactory(order=order, payment_type="bkm_express", amount=1)

    (row,) = table(shop.export(order, kind="orders"))

    assert row == {
        "Order number": "77-1",
        "Date placed (Europe/Istanbul)": "2026-03-02 01:30:00",
        "Status": "Approved",
        "Channel": "Mercado",
        "Customer": "Inês Araújo Pimentel",
        "E-mail": order.email,
        "Phone": "'+5531988401276",
        "City": "Belo Horizonte",
        "Country": "BR",
        "Sellers": "Alfa, Beta",
        "Item count": "2",
        "Currency": "BRL",
        "Amount": "121.88",
        "Discount": "3.00",
        "Shipping amount": "4.90",
        "Refunded amount": "0.00",
        "Payment types": row["Payment types"],
    }
    assert set(row["Payment types"].split(", ")) == {"Wallet", "BKM Express"}


def test_captions_are_in_the_language_of_who_asked(shop):
    shop.user.language = "tr"
    shop.user.save()

    (row,) = table(shop.export(shop.order(items=1), kind="orders"))

    assert row["Durum"] == "Onaylandı"


def test_only_the_chosen_columns_are_written_in_the_order_in_which_they_were_chosen(shop):
    export = shop.export(shop.order(items=1), columns=["sku", "order_number"])

    assert list(table(export)[0]) == ["SKU", "order_number"]


@pytest.mark.parametrize("kind", ["orders", "order_items"])
@pytest.mark.parametrize("language", ["en", "tr"])
def test_no_two_columns_have_the_same_header(kind, language):
    from django.utils.translation import override

    with override(language):
        headers = [column.caption("UTC") for column in KINDS[kind].columns]

    assert len(set(headers)) == len(headers)
