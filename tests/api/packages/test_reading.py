"""Packages as people of Seller Center read them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orders.models import Order, Package
from tests.api.clients import client_of
from tests.factories import (
    AddressFactory,
    OrderFactory,
    OrderItemFactory,
    PackageFactory,
    SellerStaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PACKAGES = "/api/i2/packages/"


@pytest.fixture
def package(channel):
    package = PackageFactory(order__channel=channel)
    OrderItemFactory(order=package.order, package=package, seller=package.seller, status=400)
    package.refresh_from_db()
    return package


@pytest.fixture
def seller(package):
    user = UserFactory(role="Seller")
    SellerStaffFactory(user=user, seller=package.seller)
    return client_of(user)


def test_a_seller_reads_their_packages_with_lines_and_address(seller, package):
    billed = AddressFactory(customer=package.order.customer, city="Bursa", tax_no="99")
    Order.objects.filter(pk=package.order_id).update(billing_address=billed)

    (shown,) = seller.get(PACKAGES).json()["results"]

    assert shown["number"] == package.number
    assert shown["order_number"] == package.order.number
    assert shown["status"] == "waiting_packaging"
    assert shown["shipping_address"]["city"] == package.order.shipping_address.city
    assert (shown["billing_address"]["city"], shown["billing_address"]["tax_no"]) == ("Bursa", "99")
    assert [line["pk"] for line in shown["items"]] == [package.items.get().pk]


def test_nothing_of_other_sellers_is_shown(seller, package):
    other = PackageFactory(order=package.order, number="CANARY-1")
    OrderItemFactory(order=package.order, package=other, seller=other.seller, name="Canary")

    answer = seller.get(PACKAGES).content.decode()

    assert "anary" not in answer.lower()
    assert seller.get(f"{PACKAGES}{other.pk}/").status_code == 404


def test_the_marketplace_reads_all(channel, package):
    other = PackageFactory(order=package.order)
    OrderItemFactory(order=package.order, package=other, seller=other.seller)
    mpo = client_of(UserFactory(role="MPO", channels=[channel]))

    assert mpo.get(PACKAGES).json()["count"] == 2


def test_who_does_not_work_in_seller_center_sees_none(api, package):
    assert api.get(PACKAGES).json()["count"] == 0


def test_filters_find_what_they_say(seller, package):
    later = timezone.now() + timedelta(hours=1)

    def found(query, value):
        return seller.get(PACKAGES, {query: value}).json()["count"]

    assert found("number", package.number) == 1
    assert found("order_number", package.order.number) == 1
    assert found("status", "shipped") == 0
    assert found("updated_at__lte", later.isoformat()) == 1
    assert found("updated_at__gte", later.isoformat()) == 0


@pytest.mark.parametrize("many", [3, 33])
def test_packages_take_as_many_queries_for_many(channel, many, django_assert_num_queries):
    for _ in range(many):
        order = OrderFactory(channel=channel)
        package = PackageFactory(order=order)
        OrderItemFactory(order=order, package=package, seller=package.seller)
    mpo = client_of(UserFactory(role="MPO", channels=[channel]))
    assert Package.objects.count() == many

    # As orders, with one for the sellers of the person and one for the lines.
    with django_assert_num_queries(8):
        assert mpo.get(f"{PACKAGES}?limit=100").json()["count"] == many
