"""How many queries the list needs with each filter, however many orders there are."""

from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnitron.accounts.models import User
from omnitron.core.waiting import count_again
from omnitron.panel.models import SavedView
from orders.filters import OrderFilter
from tests.factories import (
    CustomerFactory,
    OrderFactory,
    SalesChannelFactory,
    SellerFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.panel.order_list.pages import LIST, shown

pytestmark = pytest.mark.django_db

NUMBERS = ",".join(f"M-{n}" for n in range(33))
# Each of them finds every order. One query counts what waits, where nothing is kept of it.
COSTS = {
    "": 7,
    "q=ines": 9,
    "q=JD0417": 7,
    f"q={NUMBERS}": 7,
    f"number={NUMBERS}": 7,
    "status=400": 7,
    "channel=7001": 7,
    "platform=web": 7,
    "placed_from=2017-11-24": 7,
    "placed_to=2199-11-24": 7,
    "customer=ines": 8,
    "payment_type=credit_card": 7,
    "seller=lumiar": 8,
    "shipping_company=7002": 7,
    "tracking_number=JD0417": 7,
    "invoice_number=CA-1": 7,
    "reported=no": 7,
    "waiting=no": 7,
    "currency=BRL": 7,
    "amount_from=20": 7,
    "amount_to=2000": 7,
}
# What a page may cost where it is kept.
MOST = 8


@pytest.fixture
def channel():
    return SalesChannelFactory(pk=7001)


@pytest.fixture
def fill(channel):
    """`fill(range(3))`: orders with these numbers that every filter finds."""
    seller, company = SellerFactory(name="Lumiar"), ShippingCompanyFactory(pk=7002)
    customer = CustomerFactory(channel=channel)

    def fill(numbers):
        for number in numbers:
            OrderFactory(
                channel=channel,
                customer=customer,
                number=f"M-{number}",
                payments=1,
                items=1,
                items__seller=seller,
                items__shipping_company=company,
                items__tracking_number="JD0417",
                items__invoice_number="CA-1",
            )

    return fill


def costs(panel, expected):
    """How many queries each filter needs; all of them find as many orders as expected."""
    counted = {}
    for query in COSTS:
        count_again(User.objects.get(groups__name="Operator"))
        with CaptureQueriesContext(connection) as queries:
            response = panel.get(f"{LIST}?{query}")
        assert (query, len(shown(response))) == (query, expected)
        counted[query] = len(queries)
    return counted


def test_each_filter_costs_the_same_at_3_and_33_orders(panel, fill):
    SavedView.objects.create(user=UserFactory(), name="Somebody else's")
    fill(range(3))
    assert costs(panel, expected=3) == COSTS
    fill(range(3, 33))
    assert costs(panel, expected=33) == COSTS


def test_the_next_page_costs_no_more_than_it_may(panel, fill, django_assert_num_queries):
    fill(range(3))
    dearest = max(COSTS, key=lambda query: COSTS[query])
    panel.get(LIST)
    with django_assert_num_queries(MOST):
        panel.get(f"{LIST}?{dearest}")
    assert COSTS[dearest] == MOST + 1


def test_the_queries_of_every_filter_are_counted():
    assert {name for query in COSTS for name, _value in parse_qsl(query)} == set(
        OrderFilter.base_filters
    )
