"""Handing packages over, and what becomes of them."""

import pytest
from django.utils import timezone

from omnitron.core.errors import NotFound, Refusal
from orders.models import OrderEvent
from orders.services.packages.shipping import mark_delivered, mark_failed, ship_package
from orders.services.rolling_up import roll_up
from orders.states import Status
from tests.factories import OrderItemFactory, SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of, statuses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db):
    return ShippingCompanyFactory(name="Jadlog")


@pytest.fixture
def ready(seller):
    package = package_of(seller, Status.PREPARING, Status.PREPARING)
    package.ready_at = package.placed_at
    package.save()
    roll_up([package.order_id])
    return fresh(package)


def ship(packer, package, company, tracking="JD0417BR"):
    return ship_package(
        actor=packer, number=package.number, company_id=company.pk, tracking_number=tracking
    )


def test_items_get_company_and_tracking_number_and_the_package_shows_them(packer, ready, company):
    shipped = ship(packer, ready, company, " JD0417BR ")

    assert (shipped.status, shipped.shipping_company, shipped.tracking_number) == (
        "shipped",
        company,
        "JD0417BR",
    )
    assert shipped.shipped_at is not None
    items = shipped.items.values_list("status", "shipping_company", "tracking_number")
    assert set(items) == {(Status.SHIPPED, company.pk, "JD0417BR")}
    events = OrderEvent.objects.order_by("pk")
    assert [event.cause for event in events] == [f"package:{ready.number}"] * 2
    assert events[0].changes == {
        "status": [450, 500],
        "shipping_company": [None, company.pk],
        "tracking_number": ["", "JD0417BR"],
    }


def test_a_company_that_needs_a_tracking_number_gets_one(packer, ready, company):
    with pytest.raises(Refusal) as refusal:
        ship(packer, ready, company, "  ")
    assert str(refusal.value) == "Jadlog needs a tracking number: type the one on its label."
    assert (fresh(ready).status, statuses_of(ready)) == ("ready_to_ship", [Status.PREPARING] * 2)


def test_a_company_that_needs_none_ships_without(packer, ready):
    own_van = ShippingCompanyFactory(needs_tracking_number=False)
    assert ship(packer, ready, own_van, "").status == "shipped"


@pytest.mark.parametrize("is_active", [False, None])
def test_a_company_that_is_not_offered_is_refused(packer, ready, is_active):
    pk = 0 if is_active is None else ShippingCompanyFactory(is_active=False).pk
    with pytest.raises(Refusal) as refusal:
        ship_package(actor=packer, number=ready.number, company_id=pk, tracking_number="JD1")
    sentence = "Choose the shipping company from the list: this one is not offered."
    assert str(refusal.value) == sentence


def test_a_tracking_number_that_is_too_long_is_refused(packer, ready, company):
    with pytest.raises(Refusal, match="more than 128 characters"):
        ship(packer, ready, company, "x" * 129)


def test_a_package_that_is_not_ready_is_not_shipped(packer, package, company):
    with pytest.raises(Refusal) as refusal:
        ship(packer, package, company)
    sentence = f"Package {package.number} is Waiting Packaging: Ship is not possible."
    assert str(refusal.value) == sentence


def test_another_seller_s_package_is_not_found(ready, company):
    with pytest.raises(NotFound):
        ship(staff_of(SellerFactory()), ready, company)


def test_shipping_while_a_plan_takes_one_of_its_items_leaves_that_one(packer, ready, company):
    held = OrderItemFactory(
        order=ready.order,
        package=ready,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )

    assert ship(packer, ready, company).status == "shipped"

    held.refresh_from_db()
    assert (held.status, held.tracking_number) == (Status.CANCELLATION_WAITING, "")


def test_what_arrived_is_delivered_with_its_date(packer, seller):
    package = package_of(seller, Status.SHIPPED, Status.SHIPPED_AND_INFORMED)

    mark_delivered(actor=packer, numbers=[package.number])

    package = fresh(package)
    assert (package.status, statuses_of(package)) == ("delivered", [Status.DELIVERED] * 2)
    assert package.delivered_at is not None
    assert not package.items.filter(delivered_date=None).exists()


def test_what_came_back_failed_and_is_shipped_once_more(packer, seller, company):
    package = package_of(seller, Status.SHIPPED)

    mark_failed(actor=packer, numbers=[package.number])
    failed = fresh(package)
    assert (failed.status, statuses_of(failed)) == (
        "delivery_failed",
        [Status.ATTEMPTED_DELIVERY],
    )
    assert failed.failed_at is not None

    again = ship(packer, package, company, "JD2")
    assert (again.status, again.failed_at, statuses_of(again)) == (
        "shipped",
        None,
        [Status.SHIPPED],
    )


@pytest.fixture
def failed(packer, seller):
    """A package of two items that came back."""
    package = package_of(seller, Status.SHIPPED, Status.SHIPPED)
    mark_failed(actor=packer, numbers=[package.number])
    return fresh(package)


@pytest.mark.parametrize("to", [Status.SHIPPED, Status.READY_FOR_PICKUP])
def test_what_came_back_has_not_failed_once_a_file_says_that_it_is_on_its_way(failed, to):
    failed.items.update(status=to)

    roll_up([failed.order_id])

    assert (fresh(failed).status, fresh(failed).failed_at) == ("shipped", None)


def test_it_has_failed_while_one_of_its_items_is_back(failed):
    failed.items.filter(pk=failed.items.first().pk).update(status=Status.SHIPPED)

    roll_up([failed.order_id])

    assert (fresh(failed).status, fresh(failed).failed_at) == (
        "delivery_failed",
        failed.failed_at,
    )


def test_it_has_failed_though_all_of_it_waits_for_its_return(seller):
    failed = package_of(seller, Status.CANCELED, failed_at=timezone.now())
    OrderItemFactory(
        order=failed.order,
        package=failed,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.ATTEMPTED_DELIVERY,
    )

    assert (fresh(failed).status, fresh(failed).failed_at) == (
        "delivery_failed",
        failed.failed_at,
    )


def test_a_package_shows_what_a_file_made_of_its_items(seller, company):
    package = package_of(seller, Status.SHIPPED)
    package.items.update(tracking_number="BY-FILE", shipping_company=company)

    roll_up([package.order_id])

    package = fresh(package)
    assert (package.tracking_number, package.shipping_company) == ("BY-FILE", company)
