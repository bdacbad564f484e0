import pytest
from django.utils import timezone

from orders.models import Order
from orders.states import Status
from tests.cancellations.conftest import gateway, shop
from tests.factories import SalesChannelFactory, SellerFactory, ShippingCompanyFactory, UserFactory
from tests.orders.packages.parcels import package_of, staff_of

__all__ = ["gateway", "shop"]


@pytest.fixture
def channel(db):
    return SalesChannelFactory()


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora", code="aurora")


@pytest.fixture
def packer(client, seller):
    """Somebody of the seller's staff, signed in."""
    user = staff_of(seller, first_name="Renata", last_name="Moura", username="renata")
    client.force_login(user)
    return user


@pytest.fixture
def package(seller):
    return package_of(seller)


@pytest.fixture
def stranger(package):
    """Another seller's package of the same order, with everything that could show through."""
    other = SellerFactory(name="Ateliê Çınar", code="cinar")
    found = package_of(other, order=package.order, number="STRANGE-9")
    found.items.update(name="Kilim", sku="KLM-9", tracking_number="TRACK-9", invoice_number="INV-9")
    Order.objects.filter(pk=package.order_id).update(seller_ids=[package.seller_id, other.pk])
    return found


@pytest.fixture
def mpo(package):
    return UserFactory(role="MPO", channels=[package.order.channel])


@pytest.fixture
def ready(seller):
    """A package that stands ready."""
    return package_of(seller, Status.PREPARING, ready_at=timezone.now())


@pytest.fixture
def jadlog(db):
    return ShippingCompanyFactory(name="Jadlog")
