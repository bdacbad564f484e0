"""What the carrier collects: told on a package's page and its slip, of its own lines alone."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from omnitron.seller_center.packages.collecting import ToCollect, to_collect
from orders.models import Order
from orders.services.rolling_up import roll_up
from orders.states import Status
from tests.factories import OrderItemFactory, PaymentTransactionFactory
from tests.orders.packages.parcels import fresh, package_of
from tests.seller_center.packages.pages import SLIPS, text_of, url_of

pytestmark = pytest.mark.django_db


def on_delivery(package, amount="121.88", **values):
    values = {"payment_type": "pay_on_delivery", "captured_at": None, **values}
    PaymentTransactionFactory(order=package.order, amount=Decimal(amount), **values)


def with_charges(package, shipping="12.00", fee="2.98"):
    charges = {"net_shipping_amount": shipping, "payment_option_fee": fee}
    Order.objects.filter(pk=package.order_id).update(**charges)


def collected(package):
    package = fresh(package)
    return to_collect([(package, list(package.items.all()))]).get(package.pk)


@pytest.fixture
def paid_at_the_door(package):
    """A package that is all of its order: 106.90 and charges of 14.98."""
    with_charges(package)
    on_delivery(package)
    return package


def test_a_package_that_is_all_of_its_order_brings_all_that_is_due(paid_at_the_door):
    assert collected(paid_at_the_door) == ToCollect(Decimal("121.88"))


def test_a_package_beside_another_sellers_brings_its_own_lines_alone(paid_at_the_door, stranger):
    stranger.items.update(price="500.00", net_amount="500.00")

    assert collected(paid_at_the_door) == ToCollect(Decimal("106.90"), leaves_charges=True)


def test_no_charges_are_spoken_of_where_there_are_none(package, stranger):
    on_delivery(package)

    assert collected(package) == ToCollect(Decimal("106.90"))


def test_a_line_that_is_canceled_or_waits_for_that_is_not_paid(paid_at_the_door):
    package = paid_at_the_door
    on_delivery(package, "500.00")
    for status, before in ((Status.CANCELED, None), (Status.CANCELLATION_WAITING, 400)):
        OrderItemFactory(
            order=package.order, package=package, status=status, status_before_cancellation=before
        )

    assert collected(package) == ToCollect(Decimal("121.88"))


def test_shipping_that_goes_back_is_not_collected(paid_at_the_door):
    package = fresh(paid_at_the_door)
    package.order.shipping_reserved = Decimal("1.00")
    package.order.shipping_refunded = Decimal("2.00")

    found = to_collect([(package, list(package.items.all()))])

    assert found[package.pk] == ToCollect(Decimal("118.88"))


def test_no_more_is_collected_than_the_payment_says(package):
    with_charges(package)
    on_delivery(package, "100.00")

    assert collected(package) == ToCollect(Decimal("100.00"))


def test_only_the_brand_divides_a_payment_that_is_less_than_the_lines(package, stranger):
    on_delivery(package, "100.00")

    assert collected(package) == ToCollect(None)


def test_what_has_arrived_before_is_paid_already(seller):
    package = package_of(seller, Status.SHIPPED, Status.DELIVERED)
    with_charges(package)
    on_delivery(package, "228.78")
    roll_up([package.order_id])

    assert collected(package) == ToCollect(Decimal("106.90"), leaves_charges=True)


def test_what_was_paid_otherwise_is_taken_off(paid_at_the_door):
    on_delivery(paid_at_the_door, "21.88", payment_type="loyalty_money", captured_at=timezone.now())

    assert collected(paid_at_the_door) == ToCollect(Decimal("100.00"))


def test_only_the_brand_divides_two_payments_among_packages(paid_at_the_door, stranger):
    on_delivery(paid_at_the_door, "21.88", payment_type="loyalty_money", captured_at=timezone.now())

    assert collected(paid_at_the_door) == ToCollect(None)


@pytest.mark.parametrize("case", ["collected", "let go", "by card", "delivered", "canceled"])
def test_nothing_is_collected(seller, case):
    statuses = {"delivered": Status.DELIVERED, "canceled": Status.CANCELED}
    package = package_of(seller, statuses.get(case, Status.SHIPPED))
    now = timezone.now()
    values = {
        "collected": {"captured_at": now},
        "let go": {"voided_at": now},
        "by card": {"payment_type": "credit_card"},
    }
    on_delivery(package, **values.get(case, {}))

    assert collected(package) is None


@pytest.mark.parametrize("step", ["", "slip/"])
def test_it_is_told_and_nothing_of_another_sellers(
    client, packer, paid_at_the_door, stranger, step
):
    Order.objects.update(currency="BRL")
    stranger.items.update(price="500.00", net_amount="500.00")

    words = " ".join(text_of(client.get(url_of(paid_at_the_door, step))).split())

    assert "<dt>Pay on delivery</dt>" in words
    assert "<strong>The carrier collects R$106.90.</strong>" in words
    assert "Shipping and charges of the order are not in it." in words
    assert [amount for amount in ("121.88", "606.90", "500.00", "14.98") if amount in words] == []


def test_what_only_the_brand_knows_is_asked_of_it(client, packer, paid_at_the_door, stranger):
    on_delivery(paid_at_the_door, "21.88", payment_type="loyalty_money", captured_at=timezone.now())

    page = text_of(client.get(url_of(paid_at_the_door, "slip/")))

    assert "ask the brand how much the carrier collects." in page
    assert "21.88" not in page


def test_what_is_paid_by_card_is_not_spoken_of(client, packer, package):
    for step in ("", "slip/"):
        assert "Pay on delivery" not in text_of(client.get(url_of(package, step)))


def test_slips_of_many_ask_once_for_payments(client, packer, seller):
    def queries(count):
        packages = [package_of(seller) for _ in range(count)]
        for package in packages:
            on_delivery(package)
        numbers = [package.number for package in packages]
        client.post(SLIPS, {"package": numbers})
        with CaptureQueriesContext(connection) as captured:
            client.post(SLIPS, {"package": numbers})
        return len(captured)

    assert queries(1) == queries(5)
