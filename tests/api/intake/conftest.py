import pytest

from tests.api.intake.counter import Counter
from tests.factories import AddressFactory, CustomerFactory, ProductFactory


@pytest.fixture
def counter(api, channel):
    customer = CustomerFactory(channel=channel)
    return Counter(
        api=api,
        url=f"/api/v1/channel/{channel.pk}/create_orders/",
        customer=customer,
        address=AddressFactory(customer=customer),
        product=ProductFactory(),
    )
