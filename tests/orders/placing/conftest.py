import pytest

from tests.factories import (
    AddressFactory,
    CustomerFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.orders.placing.stall import Stall


@pytest.fixture
def stall(db):
    return make_stall()


def make_stall():
    channel = SalesChannelFactory(currency="TRY", timezone="Europe/Istanbul")
    customer = CustomerFactory(channel=channel)
    return Stall(
        channel=channel,
        customer=customer,
        address=AddressFactory(customer=customer),
        client=UserFactory(username="client", role="API client", channels=[channel]),
        seller=SellerFactory(code="luz"),
        company=ShippingCompanyFactory(code="kargo", name="Kargo"),
    )
