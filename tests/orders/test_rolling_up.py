from datetime import timedelta

import pytest
from django.utils import timezone

from orders.services.rolling_up import roll_up
from orders.states import PackageStatus, Status
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    SellerFactory,
    ShippingCompanyFactory,
)

pytestmark = pytest.mark.django_db

WAITING = Status.CANCELLATION_WAITING


def add_item(order, status, **kwargs):
    before = Status.APPROVED if status == WAITING else None
    kwargs.setdefault("status_before_cancellation", before)
    return OrderItemFactory(order=order, status=status, **kwargs)


@pytest.mark.parametrize(
    ("items", "order_status"),
    [
        ([Status.SHIPPED, Status.APPROVED, Status.DELIVERED], Status.APPROVED),
        ([Status.SHIPPED, WAITING], Status.SHIPPED),
        ([WAITING, WAITING], WAITING),
        ([WAITING, Status.CANCELED], WAITING),
        ([WAITING, Status.REFUNDED], WAITING),
        ([Status.CANCELED, Status.CANCELED], Status.CANCELED),
        ([Status.CANCELED, Status.REFUNDED], Status.REFUNDED),
        ([Status.REFUNDED, Status.DELIVERED], Status.DELIVERED),
    ],
)
def test_an_order_has_the_status_its_items_make(items, order_status):
    order = OrderFactory()
    for status in items:
        add_item(order, status)
    order.refresh_from_db()
    assert order.status == order_status


def test_an_order_without_items_keeps_its_own_status():
    order = OrderFactory(status=Status.APPROVED)
    roll_up([order.pk])
    order.refresh_from_db()
    assert (order.status, order.version) == (Status.APPROVED, 1)


def test_an_order_lists_its_sellers_companies_and_lines():
    order = OrderFactory()
    sellers = SellerFactory.create_batch(2)
    company = ShippingCompanyFactory()
    OrderItemFactory(order=order, seller=sellers[1], shipping_company=company)
    OrderItemFactory(order=order, seller=sellers[0])
    OrderItemFactory(order=order, seller=sellers[0])
    order.refresh_from_db()
    assert order.seller_ids == [sellers[0].pk, sellers[1].pk]
    assert order.shipping_company_ids == [company.pk]
    assert (order.item_count, order.cancellation_waiting) == (3, False)


def test_one_waiting_item_marks_the_order():
    order = OrderFactory()
    add_item(order, Status.SHIPPED)
    add_item(order, WAITING)
    order.refresh_from_db()
    assert order.cancellation_waiting


def test_rolling_up_twice_changes_nothing():
    order = OrderFactory(items=2)
    version = order.version
    roll_up([order.pk])
    order.refresh_from_db()
    assert order.version == version


@pytest.mark.parametrize(
    ("items", "package_status"),
    [
        ([Status.APPROVED, Status.SHIPPED], PackageStatus.WAITING_PACKAGING),
        ([Status.WAITING], PackageStatus.WAITING_PACKAGING),
        ([Status.PREPARING, Status.SHIPPED], PackageStatus.PREPARING),
        ([Status.SHIPPED, Status.DELIVERED], PackageStatus.SHIPPED),
        ([Status.ATTEMPTED_DELIVERY], PackageStatus.SHIPPED),
        ([Status.REVIEW_STARTED, Status.DELIVERED], PackageStatus.DELIVERED),
        ([Status.CANCELED, Status.REFUNDED], PackageStatus.RETURNED),
        ([Status.CANCELED], PackageStatus.CANCELED),
        ([WAITING, Status.SHIPPED], PackageStatus.SHIPPED),
        ([WAITING, Status.CANCELED], PackageStatus.WAITING_PACKAGING),
        ([Status.CANCELED, Status.SHIPPED], PackageStatus.SHIPPED),
        ([Status.PAYMENT_WAITING, Status.SHIPPED], PackageStatus.SHIPPED),
        ([Status.PAYMENT_WAITING, Status.CANCELED], PackageStatus.WAITING_PACKAGING),
    ],
)
def test_a_package_has_the_status_its_items_make(items, package_status):
    package = PackageFactory()
    for status in items:
        add_item(package.order, status, package=package)
    package.refresh_from_db()
    assert package.status == package_status


@pytest.mark.parametrize(
    ("time", "item_status", "package_status"),
    [
        ("ready_at", Status.PREPARING, PackageStatus.READY_TO_SHIP),
        ("failed_at", Status.ATTEMPTED_DELIVERY, PackageStatus.DELIVERY_FAILED),
    ],
)
def test_a_time_names_the_package_more_exactly(time, item_status, package_status):
    package = PackageFactory(**{time: "2017-11-24T21:14:00Z"})
    add_item(package.order, item_status, package=package)
    package.refresh_from_db()
    assert package.status == package_status


@pytest.mark.parametrize("time", ["ready_at", "failed_at"])
def test_a_move_back_clears_the_time(time):
    package = PackageFactory(**{time: "2017-11-24T21:14:00Z"})
    add_item(package.order, Status.APPROVED, package=package)
    package.refresh_from_db()
    assert getattr(package, time) is None
    assert package.status == PackageStatus.WAITING_PACKAGING


def test_a_package_goes_by_one_item_of_those_that_are_live():
    package = PackageFactory()
    old, new = ShippingCompanyFactory.create_batch(2)
    canceled = {"shipping_company": new, "tracking_number": "Z9"}
    add_item(package.order, Status.CANCELED, package=package, **canceled)
    add_item(package.order, Status.SHIPPED, package=package, shipping_company=new)
    with_number = {"shipping_company": old, "tracking_number": "A1"}
    add_item(package.order, Status.SHIPPED, package=package, **with_number)

    package.refresh_from_db()
    assert (package.shipping_company, package.tracking_number) == (old, "A1")


@pytest.mark.parametrize(
    ("items", "is_approved"),
    [
        ([Status.WAITING], False),
        ([Status.PAYMENT_WAITING, Status.CONFIRMATION_WAITING], False),
        ([Status.CANCELED], False),
        ([Status.CANCELED, Status.WAITING], False),
        ([Status.WAITING, Status.APPROVED], True),
        ([WAITING], True),
        ([Status.REFUNDED], True),
        ([Status.CANCELED, Status.DELIVERED], True),
    ],
)
def test_an_order_is_approved_once_one_of_its_items_is(items, is_approved):
    order = OrderFactory()
    for status in items:
        add_item(order, status, approved=False)
    order.refresh_from_db()
    assert (order.approved_at is not None) == is_approved


def test_an_item_that_is_canceled_before_its_approval_approves_nothing():
    before = Status.PAYMENT_WAITING
    item = add_item(OrderFactory(), WAITING, status_before_cancellation=before, approved=False)
    item.order.refresh_from_db()
    assert item.order.approved_at is None


def test_the_first_approval_stays():
    first = timezone.now() - timedelta(days=3)
    order = OrderFactory(approved_at=first)
    add_item(order, Status.WAITING)
    add_item(order, Status.SHIPPED)
    order.refresh_from_db()
    assert order.approved_at == first


@pytest.mark.parametrize(
    ("beside", "items", "is_shown"),
    [
        (Status.WAITING, [Status.WAITING], False),
        (Status.WAITING, [Status.CANCELED], False),
        (Status.WAITING, [Status.WAITING, Status.APPROVED], True),
        (Status.APPROVED, [Status.WAITING], False),
        (Status.APPROVED, [Status.WAITING, Status.CANCELED], True),
        (Status.APPROVED, [Status.REFUNDED], True),
    ],
)
def test_a_package_is_shown_with_its_order_for_an_item_that_does_not_wait(beside, items, is_shown):
    package = PackageFactory(is_shown=not is_shown)
    for status in items:
        add_item(package.order, status, package=package, approved=False)
    add_item(package.order, beside)
    package.refresh_from_db()
    assert package.is_shown is is_shown


@pytest.mark.parametrize(
    ("items", "is_held"),
    [
        ([WAITING], True),
        ([WAITING, Status.CANCELED], True),
        ([WAITING, Status.WAITING], True),
        ([Status.CANCELED, Status.WAITING], True),
        ([WAITING, Status.PREPARING], False),
        ([Status.APPROVED], False),
        ([Status.WAITING], False),
        ([Status.CANCELED], False),
    ],
)
def test_a_package_is_held_while_nothing_that_is_left_can_be_moved(items, is_held):
    package = PackageFactory(is_held=not is_held)
    for status in items:
        add_item(package.order, status, package=package)
    package.refresh_from_db()
    assert package.is_held is is_held
