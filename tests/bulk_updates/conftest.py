import pytest

from orders.models import ChannelAccess
from tests.factories import OrderItemFactory, SellerFactory, UserFactory
from tests.orders.packages.parcels import staff_of


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def item():
    return OrderItemFactory()


@pytest.fixture
def operator_of():
    """Make an operator of some sales channels."""

    def make(*channels):
        operator = UserFactory(role="Operator")
        for channel in channels:
            ChannelAccess.objects.create(user=operator, channel=channel)
        return operator

    return make


@pytest.fixture
def seller(db):
    return SellerFactory()


@pytest.fixture
def staff(seller):
    return staff_of(seller)
