"""An order of two sellers, and one of them who packs."""

import pytest

from tests.factories import PackageFactory, SellerFactory
from tests.orders.packages.parcels import staff_of


@pytest.fixture
def order(shop):
    """Two items of one seller and one of another, approved, paid by card."""
    order = shop.place("30.00", "20.00", "10.00", shipping="6.00")
    mine = PackageFactory(order=order, number="MINE-1", seller=SellerFactory(name="Casa Aurora"))
    other = PackageFactory(order=order, number="STRANGE-9", seller=SellerFactory(name="Ateliê"))
    for item, package in zip(order.items.all(), [mine, mine, other], strict=True):
        order.items.filter(pk=item.pk).update(
            package=package, seller=package.seller, name=f"Line {item.line_number}"
        )
    order.seller_ids = [mine.seller_id, other.seller_id]
    order.save()
    return order


@pytest.fixture
def package(order):
    return order.packages.get(number="MINE-1")


@pytest.fixture
def packer(client, package):
    user = staff_of(package.seller)
    client.force_login(user)
    return user


@pytest.fixture
def items(order):
    return list(order.items.order_by("line_number"))
