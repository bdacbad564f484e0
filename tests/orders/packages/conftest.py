import pytest

from tests.factories import SellerFactory
from tests.orders.packages.parcels import package_of, staff_of


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def packer(seller):
    return staff_of(seller, first_name="Renata", last_name="Moura", username="renata")


@pytest.fixture
def package(seller):
    return package_of(seller)
