"""Packing slips, for paper."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.states import Status
from tests.factories import OrderItemFactory
from tests.orders.packages.parcels import package_of
from tests.seller_center.packages.pages import LIST, SLIPS, STRANGE, text_of, url_of

pytestmark = pytest.mark.django_db


def sheets(response):
    """The number on each sheet, in their order."""
    return re.findall(r"<h1>Package (.*?)</h1>", text_of(response))


def printed(client, *packages):
    return client.post(SLIPS, {"package": [package.number for package in packages]})


def test_a_slip_says_what_lies_in_the_parcel_and_where_it_goes_without_prices(
    client, packer, package, stranger
):
    item = package.items.get()
    package.items.update(quantity=3)

    page = text_of(client.get(url_of(package, "slip/")))

    for words in (package.number, package.order.number, item.name, item.sku, "Rua Sergipe 1014"):
        assert words in page
    assert '<td class="num">3</td>' in page
    assert "R$" not in page
    assert "106.90" not in page
    assert [word for word in STRANGE if word in page] == []


def test_what_is_canceled_is_not_packed(client, packer, seller):
    package = package_of(seller, Status.APPROVED)
    OrderItemFactory(order=package.order, package=package, status=Status.CANCELED, name="Gone")

    page = text_of(client.get(url_of(package, "slip/")))

    assert "Gone" not in page
    assert "1 line of this package is canceled and stays out of the parcel." in page


def test_the_ticked_packages_are_printed_in_the_order_of_the_list(client, packer, seller):
    packages = [package_of(seller) for _ in range(3)]

    response = printed(client, packages[2], packages[0])

    assert sheets(response) == [packages[2].number, packages[0].number]


def test_a_page_of_the_list_is_printed_as_it_is(client, packer, seller):
    for _ in range(51):
        package_of(seller)
    package_of(seller, Status.SHIPPED)
    listing = client.get(LIST, {"view": "preparing"}).context["listing"]

    first = client.get(SLIPS + listing.place)
    next_url = re.search(r'href="([^"]*)" rel="next"', text_of(first))[1].replace("&amp;", "&")
    second = client.get(next_url)

    assert sheets(first) == [row.package.number for row in listing.rows]
    assert len(sheets(first)) == 50
    assert len(sheets(second)) == 1
    assert 'rel="next"' not in text_of(second)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Tick the packages first."),
        (51, "50 packing slips at most are printed at once: tick fewer."),
    ],
)
def test_none_and_too_many_are_refused(client, packer, package, count, sentence):
    response = client.post(SLIPS, {"package": [package.number] * count})

    assert response.status_code == 422
    assert sentence in text_of(response)


@pytest.mark.parametrize("number", ["STRANGE-9", "STRANGE-8", "a\0b"])
def test_a_strangers_package_is_not_printed(client, packer, package, stranger, number):
    response = client.post(SLIPS, {"package": [package.number, number]})

    assert response.status_code == 404


def test_the_marketplace_may_print(client, mpo, package, stranger):
    client.force_login(mpo)

    assert sheets(printed(client, package, stranger)) == [package.number, stranger.number]


def test_fifty_slips_cost_the_queries_of_one(client, packer, seller):
    def queries(count):
        packages = [package_of(seller) for _ in range(count)]
        printed(client, *packages)
        with CaptureQueriesContext(connection) as captured:
            printed(client, *packages)
        return len(captured)

    assert queries(1) == queries(7)


def test_the_list_that_says_why_nothing_is_printed_bears_its_own_address(client, packer, package):
    refused = client.post(f"{SLIPS}?view=preparing", {})

    assert refused.status_code == 422
    assert f'data-address="{LIST}?view=preparing"' in text_of(refused)
    assert "data-address" not in text_of(client.get(LIST))
