"""How many queries the list needs with each filter, however many orders there are."""

from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.seller_center_filter import SellerCenterFilter
from tests.factories import SalesChannelFactory, SellerFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.order_list.pages import LIST, order_of, shown

pytestmark = pytest.mark.django_db

NUMBERS = ",".join(f"M-{n}" for n in range(33))
# Each of them finds every order.
OF_SELLER = (
    "",
    "q=ines",
    f"q={NUMBERS}",
    f"number={NUMBERS}",
    "status=waiting_packaging",
    "placed_from=2017-11-24",
    "placed_to=2199-11-24",
    "customer=ines",
)
OF_MARKETPLACE = (*OF_SELLER, "seller=aurora")
# The session with the person, their rights and what they see whole, in part, of whom, how many, the
# page, its shares, the names of its sellers and how far their items are; one more looks numbers up,
# or a seller.
MOST = {"Seller": 10, "MPO": 8, "both": 10, "superuser": 7}


@pytest.fixture
def fill(channel, seller):
    """`fill(range(3))`: orders of two sellers with these numbers, that every filter finds."""
    other = SellerFactory()

    def fill(numbers):
        for number in numbers:
            order_of(seller, 400, 400, others=[other], channel=channel, number=f"M-{number}")

    return fill


def costs(client, queries, expected):
    counted = {}
    for query in queries:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"{LIST}?{query}")
        assert (query, len(shown(response))) == (query, expected)
        counted[query] = len(captured)
    return counted


@pytest.mark.parametrize("role", ["Seller", "MPO", "both", "superuser"])
def test_each_filter_costs_the_same_at_3_and_33_orders(client, role, channel, seller, fill):
    user, queries = {
        "Seller": lambda: (staff_of(seller), OF_SELLER),
        "MPO": lambda: (UserFactory(role="MPO", channels=[channel]), OF_MARKETPLACE),
        "both": lambda: (
            staff_of(seller, role="MPO", channels=[SalesChannelFactory()]),
            OF_MARKETPLACE,
        ),
        "superuser": lambda: (UserFactory(is_superuser=True), OF_MARKETPLACE),
    }[role]()
    client.force_login(user)
    # What the sidebar counts is kept for some seconds.
    client.get(LIST)
    fill(range(3))
    few = costs(client, queries, expected=3)
    fill(range(3, 33))
    assert costs(client, queries, expected=33) == few
    assert max(few.values()) == MOST[role]


def test_the_queries_of_every_filter_are_counted():
    assert {name for query in OF_MARKETPLACE for name, _value in parse_qsl(query)} == set(
        SellerCenterFilter.base_filters
    )
