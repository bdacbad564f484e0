"""What is done with many ticked packages at once."""

import pytest

from orders.models import OrderEvent
from orders.services.packages.locking import MOST_PACKAGES
from orders.states import Status
from tests.orders.packages.parcels import fresh, package_of
from tests.seller_center.packages.pages import (
    BULK,
    LIST,
    actions_on,
    listed,
    messages_of,
    text_of,
)

pytestmark = pytest.mark.django_db

# What packages that have not left are taken away as.
ON_PAPER = ("File for tracking numbers", "Print packing slips")


def do(client, action, *numbers, query="?view=preparing"):
    """The answer to a button with these packages ticked."""
    return client.post(f"{BULK}{action}/{query}", {"package": numbers}, follow=True)


@pytest.mark.parametrize(
    ("action", "status", "end", "caption"),
    [
        ("start_preparing", Status.APPROVED, "preparing", "Start Preparing"),
        ("ready_to_ship", Status.PREPARING, "ready_to_ship", "Ready to Ship"),
        ("delivered", Status.SHIPPED, "delivered", "Delivered"),
    ],
)
def test_the_ticked_packages_are_done_and_the_page_comes_back(
    client, packer, seller, action, status, end, caption
):
    one, two, other = (package_of(seller, status) for _ in range(3))

    response = do(client, action, one.number, two.number, query="?view=shipped&number=5")

    assert response.redirect_chain == [(f"{LIST}?view=shipped&number=5", 302)]
    assert messages_of(response) == [f"{caption}: 2 packages were done."]
    assert [fresh(package).status for package in (one, two, other)] == [end, end, other.status]


def test_those_that_stay_are_named_with_the_reason(client, packer, seller):
    waiting, shipped = package_of(seller), package_of(seller, Status.SHIPPED)

    response = do(client, "start_preparing", waiting.number, shipped.number)

    assert messages_of(response) == [
        "Start Preparing: 1 package was done.",
        "1 package was left as it is:"
        f"<br>Package {shipped.number} is Shipped: Start Preparing is not possible.",
    ]


def test_where_nothing_was_done_the_ticks_stay(client, packer, seller):
    one, other = package_of(seller, Status.PREPARING), package_of(seller, Status.PREPARING)

    response = do(client, "start_preparing", one.number)

    assert response.status_code == 422
    page = text_of(response)
    assert f"Package {one.number} is Preparing: Start Preparing is not possible." in page
    assert f'value="{one.number}" aria-label="Package {one.number}" checked' in page
    assert f'value="{other.number}" aria-label="Package {other.number}">' in page
    assert set(listed(response)) == {one.number, other.number}


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([], "Tick the packages first."),
        (
            [str(place) for place in range(MOST_PACKAGES + 1)],
            "500 packages at most are done at once: tick fewer.",
        ),
    ],
)
def test_none_and_too_many_are_refused(client, packer, package, numbers, sentence):
    response = do(client, "start_preparing", *numbers)

    assert response.status_code == 422
    assert sentence in text_of(response)


@pytest.mark.parametrize("action", ["start_preparing", "ready_to_ship", "delivered"])
def test_a_strangers_package_among_them_is_not_found_and_nothing_done(
    client, packer, package, stranger, action
):
    response = do(client, action, package.number, stranger.number)

    assert response.status_code == 404
    assert not OrderEvent.objects.exists()


def test_the_marketplace_does_nothing(client, mpo, package):
    client.force_login(mpo)

    assert do(client, "start_preparing", package.number).status_code == 404
    assert fresh(package).status == "waiting_packaging"


def test_what_no_list_offers_does_not_exist(client, packer, package):
    assert do(client, "step_back", package.number).status_code == 404


@pytest.mark.parametrize(
    ("view", "captions"),
    [
        ("all", ["Start Preparing", "Ready to Ship", "Delivered", *ON_PAPER]),
        ("preparing", ["Start Preparing", "Ready to Ship", *ON_PAPER]),
        ("shipped", ["Delivered"]),
    ],
)
def test_each_part_offers_what_its_packages_may_allow(client, packer, seller, view, captions):
    package_of(seller)
    package_of(seller, Status.SHIPPED)

    assert actions_on(client.get(LIST, {"view": view})) == ["Filter", *captions]
