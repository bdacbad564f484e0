"""New orders get one package for each seller."""

from datetime import timedelta

import pytest

from orders.models import DeliverySetting, Package
from orders.services.packages.intake import pack_orders
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    SellerFactory,
    ShippingCompanyFactory,
)

pytestmark = pytest.mark.django_db


def setting(slug, seller=None, **values):
    company = ShippingCompanyFactory()
    return DeliverySetting.objects.create(
        slug=slug, name=slug, seller=seller, shipping_company=company, **values
    )


@pytest.fixture
def standard(db):
    return setting("standard", is_default=True, handling_days=2)


@pytest.fixture
def order(db):
    return OrderFactory()


def test_each_seller_of_an_order_gets_one_package_with_the_default_delivery(order, standard):
    first, second = SellerFactory(), SellerFactory()
    for seller in (first, second, first):
        OrderItemFactory(order=order, seller=seller)

    assert pack_orders([order.pk]) == 2

    packages = list(order.packages.order_by("number"))
    assert [(package.number, package.seller) for package in packages] == [
        (f"{order.number}-1", first),
        (f"{order.number}-2", second),
    ]
    assert {package.delivery_setting for package in packages} == {standard}
    assert {package.shipping_company for package in packages} == {standard.shipping_company}
    assert {package.ship_by for package in packages} == {order.placed_at + timedelta(days=2)}
    assert {package.placed_at for package in packages} == {order.placed_at}
    assert {package.status for package in packages} == {"waiting_packaging"}
    assert list(order.items.values_list("package__number", flat=True)) == [
        f"{order.number}-1",
        f"{order.number}-2",
        f"{order.number}-1",
    ]


def test_packing_again_makes_nothing_new(order, standard):
    OrderItemFactory(order=order, seller=SellerFactory())
    pack_orders([order.pk])

    assert pack_orders([order.pk]) == 0
    assert order.packages.count() == 1


def test_an_item_without_a_seller_has_no_package(order, standard):
    OrderItemFactory(order=order)

    assert pack_orders([order.pk]) == 0
    assert not Package.objects.exists()


def test_a_seller_s_own_delivery_comes_before_the_marketplace_s(order, standard):
    seller = SellerFactory()
    setting("spare", seller=seller)
    own = setting("own", seller=seller, priority=9, is_default=True)
    setting("passive", seller=seller, is_active=False)
    OrderItemFactory(order=order, seller=seller)

    pack_orders([order.pk])

    assert order.packages.get().delivery_setting == own


def test_without_any_delivery_a_package_is_made_without(order):
    OrderItemFactory(order=order, seller=SellerFactory())

    pack_orders([order.pk])

    package = order.packages.get()
    assert (package.delivery_setting, package.shipping_company, package.ship_by) == (
        None,
        None,
        None,
    )


def test_numbers_go_on_from_the_packages_that_an_order_has(order, standard):
    OrderItemFactory(order=order, seller=SellerFactory())
    pack_orders([order.pk])
    OrderItemFactory(order=order, seller=SellerFactory())

    pack_orders([order.pk])

    numbers = order.packages.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [f"{order.number}-1", f"{order.number}-2"]


def test_many_orders_are_packed_with_the_queries_of_one(standard, django_assert_num_queries):
    orders = OrderFactory.create_batch(5)
    for order in orders:
        OrderItemFactory(order=order, seller=SellerFactory())

    with django_assert_num_queries(3):
        pack_orders([order.pk for order in orders])
