"""The import on an invented set in the format of the files, rows by rows."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F, Sum

from omnitron.demo.olist.importing import Figures, Report, import_olist
from orders.models import (
    Address,
    Customer,
    Order,
    OrderEvent,
    OrderItem,
    Package,
    Revision,
    Seller,
)
from orders.services.rolling_up import roll_up
from orders.states import Status
from payments.models import PaymentTransaction
from payments.services.rolling_up import roll_up_payments
from tests.demo.invented import invented, number
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return import_olist(folder=invented().write(tmp_path))


def test_every_row_of_the_files_is_there_and_the_sums_agree_to_the_cent(report):
    assert report.new_orders == 50
    assert report.new_sellers == 3
    # 47 orders with 218.04 each, and the two further lines of orders 0 and 1.
    due = 47 * Decimal("218.04") + 2 * Decimal("110.05")
    assert report.figures == Figures(
        orders=50,
        items=51,
        transactions=52,
        price_and_freight=due,
        paid=due + 1 + Decimal("180.50") + 2 * 50,
        interest=Decimal("1.00"),
        orders_without_items=3,
        paid_without_items=Decimal("280.50"),
        orders_differing=3,
        orders_unexplained=2,
    )


def test_the_planner_expects_the_orders_before_the_import_is_committed(report):
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'orders_order'")
        assert cursor.fetchone() == (50,)


def test_importing_twice_changes_nothing(report, tmp_path):
    before = list(OrderItem.objects.order_by("pk").values())

    again = import_olist(folder=tmp_path)

    assert (again.new_orders, again.new_sellers) == (0, 0)
    assert again.figures == report.figures
    assert list(OrderItem.objects.order_by("pk").values()) == before
    assert Customer.objects.count() == 49
    assert Address.objects.count() == 50
    assert OrderEvent.objects.count() == 50 + 50


def test_the_limit_takes_the_first_orders_by_time_and_the_rest_can_follow(tmp_path):
    folder = invented().write(tmp_path)

    assert import_olist(folder=folder, limit=10).new_orders == 10
    assert set(Order.objects.values_list("number", flat=True)) == {number(n) for n in range(10)}
    assert import_olist(folder=folder).new_orders == 40


def test_an_order_of_two_sellers_has_a_package_for_each(report):
    order = Order.objects.get(number=number(0))

    assert [
        (package.number, package.seller.code, package.status)
        for package in order.packages.select_related("seller").order_by("number")
    ] == [
        (f"{number(0)}-1", f"seller{0:026d}", "delivered"),
        (f"{number(0)}-2", f"seller{1:026d}", "delivered"),
    ]
    assert list(order.items.values_list("line_number", "package__number")) == [
        (1, f"{number(0)}-1"),
        (2, f"{number(0)}-2"),
        (3, f"{number(0)}-1"),
    ]


def test_products_are_named_by_their_category_and_nothing_is_invented(report):
    towels, gamer, nameless = Order.objects.get(number=number(0)).items.all()

    assert (towels.name, gamer.name, nameless.name) == (
        "Bed bath table",
        "Pc gamer",
        "Product nameless",
    )
    assert towels.attributes == {
        "weight_g": 225,
        "length_cm": 16,
        "height_cm": 10,
        "width_cm": 14,
    }
    assert nameless.attributes == {"weight_g": 700}
    assert towels.extra_field == {
        "category": "cama_mesa_banho",
        "freight": 18.14,
        "shipping_limit_date": "2017-10-08T13:56:33+00:00",
    }
    order = Order.objects.select_related("shipping_address").get(number=number(0))
    assert (order.first_name, order.last_name, order.email, order.phone) == ("", "", "", "")
    assert (order.shipping_address.city, order.shipping_address.township) == ("resende", "RJ")
    assert Seller.objects.get(code=f"seller{2:026d}").name == (
        "Seller seller00 · rio de janeiro, brasil, RJ"
    )


def test_nobody_is_told_of_what_was_imported(report):
    known = Revision.objects.filter(kind=Revision.Kind.ORDER, is_due=False, is_unannounced=False)
    assert dict(known.values_list("object_id", "changed_at")) == dict(
        Order.objects.values_list("pk", "modified_at")
    )
    assert known.count() == Revision.objects.count() == 50


def test_times_are_those_of_sao_paulo(report):
    order = Order.objects.get(number=number(0))

    assert order.placed_at == datetime(2017, 10, 2, 13, 56, 33, tzinfo=UTC)


def test_payments_keep_their_way_and_reference(report):
    payments = Order.objects.get(number=number(0)).transactions.order_by("gateway_reference")

    assert [
        (p.payment_type, p.gateway, p.gateway_reference, p.amount, p.card_mask) for p in payments
    ] == [
        ("credit_card", "sandbox", f"{number(0)}-1", Decimal("298.09"), ""),
        ("credit_card", "sandbox", f"{number(0)}-2", Decimal("20.00"), "debit card"),
        ("loyalty_money", "internal", f"{number(0)}-3", Decimal("10.00"), ""),
    ]
    boleto = PaymentTransaction.objects.get(order__number=number(3))
    assert (boleto.payment_type, boleto.gateway) == ("funds_transfer", "manual")


def test_interest_explains_what_a_card_paid_too_much_and_nothing_else(report):
    interest = dict(
        Order.objects.exclude(installment_interest_amount=0).values_list(
            "number", "installment_interest_amount"
        )
    )
    assert interest == {number(1): Decimal("1.00")}
    lines = OrderItem.objects.filter(order__number=number(1))
    assert list(lines.values_list("installment_interest_amount", flat=True)) == [
        Decimal("0.67"),
        Decimal("0.33"),
        Decimal("0.00"),
    ]


def test_the_amount_of_every_order_is_made_of_its_lines(report):
    for order in Order.objects.annotate(net=Sum("items__net_amount", default=0)):
        assert order.amount == (
            order.net + order.net_shipping_amount + order.installment_interest_amount
        )
    assert Order.objects.get(number=number(4)).amount == 0


@pytest.mark.parametrize(
    ("place", "status", "captured"),
    [
        (4, Status.APPROVED, True),
        (5, Status.WAITING, False),
        (6, Status.CANCELED, False),
        (7, Status.DELIVERED, True),
        (45, Status.PREPARING, True),
    ],
)
def test_status_and_capture_follow_the_file(report, place, status, captured):
    order = Order.objects.get(number=number(place))
    payment = order.transactions.get()

    assert order.status == status
    assert (payment.captured_at is not None) == captured
    assert order.events.filter(kind=OrderEvent.Kind.PAYMENT_RECORDED).exists() == captured


def test_derived_columns_are_what_the_roll_ups_make(report):
    before = list(Order.objects.order_by("pk").values())
    packages = list(Package.objects.order_by("pk").values())
    ids = set(Order.objects.values_list("pk", flat=True))

    roll_up(ids)
    roll_up_payments(ids)

    assert list(Order.objects.order_by("pk").values()) == before
    assert list(Package.objects.order_by("pk").values()) == packages
    assert Order.objects.get(number=number(0)).payment_types == ["credit_card", "loyalty_money"]


def test_orders_are_approved_when_the_file_says_or_their_status(report):
    approved = dict(Order.objects.values_list("number", "approved_at"))
    placed = dict(Order.objects.values_list("number", "placed_at"))

    assert approved[number(0)] - placed[number(0)] == timedelta(minutes=11)
    assert approved[number(7)] == placed[number(7)]
    assert {place for place in range(50) if approved[number(place)] is None} == {5, 6}
    assert not Package.objects.filter(is_shown=False).exists()


def test_an_empty_cell_never_becomes_a_date(report):
    assert not OrderItem.objects.filter(
        order__status=Status.PREPARING, delivered_date__isnull=False
    ).exists()
    assert OrderItem.objects.filter(delivered_date__lt=F("order__placed_at")).count() == 0


def test_the_command_prints_the_figures_and_gives_access(tmp_path, capsys):
    user = UserFactory(username="operator")

    call_command("import_olist", invented().write(tmp_path), grant=["operator"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "50 new orders, 3 new sellers."
    assert lines[2:5] == [
        "          50 orders",
        "          51 items",
        "          52 payment transactions",
    ]
    assert [access.channel.slug for access in user.channel_access.all()] == ["olist"]


def test_an_unknown_user_is_named_and_nothing_is_written(tmp_path):
    with pytest.raises(CommandError, match="There is no user “nobody”"):
        call_command("import_olist", invented().write(tmp_path), grant=["nobody"])

    assert not Order.objects.exists()


def test_the_command_says_how_people_get_to_see_the_orders(tmp_path, capsys):
    call_command("import_olist", invented().write(tmp_path))

    assert "manage.py grant_channel USER olist" in capsys.readouterr().out


@pytest.mark.parametrize("limit", ["0", "-3", "ten"])
def test_a_limit_that_is_no_count_is_refused(tmp_path, limit):
    with pytest.raises(CommandError, match=f"“{limit}” is no whole number from 1"):
        call_command("import_olist", str(tmp_path), f"--limit={limit}")
