"""A seller, its administrator, and somebody of the marketplace."""

import pytest

from tests.factories import (
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def boss(seller):
    return staff_of(seller, "Seller admin")


@pytest.fixture
def mpo(db):
    return UserFactory(role="MPO", channels=[SalesChannelFactory()])
