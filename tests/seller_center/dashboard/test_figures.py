"""What the dashboard of Seller Center counts: for a seller its own, for the marketplace all."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from orders.models import Package, SellerStaff
from orders.states import Status
from tests.caching import forget_what_is_kept
from tests.factories import (
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerPerformanceFactory,
    UserFactory,
)
from tests.orders.packages.parcels import package_of, staff_of
from tests.seller_center.dashboard.conftest import NOON
from tests.seller_center.dashboard.pages import URL, figures, rows_behind

pytestmark = pytest.mark.django_db


CANARY = Decimal("77777.77")


def scene(packed, returned, seller):
    """Of a seller: packages in every state, of which one is late, two returns, 13 items."""
    packed(seller, Status.APPROVED, Status.APPROVED)
    packed(seller, Status.APPROVED, ship_by=NOON - timedelta(hours=1))
    packed(seller, Status.PREPARING, ship_by=NOON + timedelta(hours=1))
    ready = packed(seller, Status.PREPARING)
    Package.objects.filter(pk=ready.pk).update(status="ready_to_ship", ready_at=NOON)
    packed(seller, Status.SHIPPED, ship_by=NOON - timedelta(days=1))
    failed = packed(seller, Status.ATTEMPTED_DELIVERY)
    Package.objects.filter(pk=failed.pk).update(status="delivery_failed", failed_at=NOON)
    packed(seller, Status.DELIVERED, Status.CANCELED)
    packed(seller, Status.REFUNDED)
    packed(seller, Status.WAITING)
    packed(seller, Status.DELIVERED, days=30)
    returned(seller)
    returned(seller, days=3)


WAITING = {
    "Waiting Packaging": ("2", []),
    "Preparing": ("1", []),
    "Ready to Ship": ("1", []),
    "Late": ("1", ["should have left by now"]),
    "Shipped": ("2", ["1 delivery failed"]),
    "Returns to answer": ("2", []),
}


# 12 items of 10 orders of the month; one of them canceled, one returned: 10 of 106.90.
MONTH = {
    "Orders": ("10", ["today 0"]),
    "Sold": (("€1,069.00",), ["10 items", "without what was canceled or came back"]),
}


def test_a_seller_has_its_packages_returns_and_sales(staff, seller, packed, returned):
    scene(packed, returned, seller)

    found = figures(staff.get(URL))

    assert found == WAITING | MONTH | {"Rejected items": ("–", ["threshold 2.5%"])}


def test_nothing_of_another_seller_counts(staff, seller, packed, returned, channel):
    stranger = SellerFactory(name="Somebody else")
    scene(packed, returned, seller)
    before = figures(staff.get(URL))
    scene(packed, returned, stranger)
    # In one order with the seller's own item: only that one counts.
    shared = packed(stranger, Status.APPROVED).order
    package_of(seller, Status.APPROVED, order=shared)
    OrderItemFactory(order=shared, seller=stranger, price=CANARY, retail_price=CANARY)
    SellerPerformanceFactory(seller=stranger, channel=channel, rejected_30=41)
    forget_what_is_kept()

    page = staff.get(URL)

    assert figures(page) == before | {
        "Waiting Packaging": ("3", []),
        "Orders": ("11", ["today 0"]),
        "Sold": (("€1,175.90",), ["11 items", "without what was canceled or came back"]),
    }
    for foreign in ("Somebody else", "77,777", "41.0%"):
        assert foreign not in page.content.decode()


def test_the_marketplace_has_all_sellers_of_its_channels_and_no_other(mpo, packed, returned):
    other = SalesChannelFactory(currency="TRY")
    for seller in SellerFactory.create_batch(2):
        scene(packed, returned, seller)
    packed(SellerFactory(), Status.APPROVED, channel=other)
    returned(SellerFactory(), channel=other)

    page = mpo.get(URL)

    found = figures(page)
    assert {name: found[name][0] for name in (*WAITING, *MONTH)} == {
        "Waiting Packaging": "4",
        "Preparing": "2",
        "Ready to Ship": "2",
        "Late": "2",
        "Shipped": "4",
        "Returns to answer": "4",
        "Orders": "20",
        "Sold": ("€2,138.00",),
    }
    assert found["Returns to answer"][1] == ["2 escalated"]


def test_what_is_late_is_as_amber_as_in_the_list(staff, seller):
    package_of(seller, ship_by=NOON - timedelta(hours=1))

    own = {figure.label: figure for figure in staff.get(URL).context["figures"].waiting}

    assert (own["Late"].text, own["Late"].tone) == ("1", "wait")


def test_a_seller_reads_its_rate_and_is_marked_above_the_threshold(staff, seller, channel):
    SellerPerformanceFactory(seller=seller, channel=channel, items_30=200, rejected_30=5)
    own = {figure.label: figure for figure in staff.get(URL).context["figures"].ordered}
    assert (own["Rejected items"].text, own["Rejected items"].tone) == ("2.5%", "")
    seller.performance.update(rejected_30=6)
    forget_what_is_kept()

    own = {figure.label: figure for figure in staff.get(URL).context["figures"].ordered}

    assert (own["Rejected items"].text, own["Rejected items"].tone) == ("3.0%", "bad")
    assert own["Rejected items"].url == "/seller-center/performance/"


def test_the_marketplace_counts_who_is_over_the_threshold(mpo, channel):
    for rejected in (1, 3, 4):
        SellerPerformanceFactory(channel=channel, rejected_30=rejected)
    SellerPerformanceFactory(rejected_30=50)

    found = figures(mpo.get(URL))

    assert found["Rejected items"] == ("2.7%", ["threshold 2.5%"])
    assert found["Over the threshold"] == ("2", ["of 3 sellers"])


def test_amounts_of_several_currencies_stand_beside_each_other(staff, seller, packed):
    packed(seller, Status.APPROVED)
    packed(seller, Status.APPROVED, channel=SalesChannelFactory(currency="JPY"))
    assert figures(staff.get(URL))["Sold"][0] == ("€106.90", "¥107")


def test_who_works_for_sellers_and_for_the_marketplace_has_what_the_lists_have(
    client, channel, packed, returned, seller
):
    user = UserFactory(role="MPO", channels=[channel])
    SellerStaff.objects.create(user=user, seller=seller)
    elsewhere = SalesChannelFactory(currency="EUR")
    packed(seller, Status.APPROVED, channel=elsewhere)
    packed(SellerFactory(), Status.APPROVED, channel=elsewhere)
    packed(SellerFactory(), Status.APPROVED)
    client.force_login(user)

    found = figures(client.get(URL))

    assert (found["Waiting Packaging"][0], found["Orders"][0]) == ("2", "2")
    assert found["Sold"][0] == ("€213.80",)


@pytest.mark.parametrize("who", ["seller", "marketplace", "both", "superuser"])
def test_every_number_is_that_of_its_list(client, channel, seller, packed, returned, who):
    people = {
        "seller": lambda: staff_of(seller),
        "marketplace": lambda: UserFactory(role="MPO", channels=[channel]),
        "both": lambda: UserFactory(role="MPO", channels=[channel]),
        "superuser": lambda: UserFactory(is_superuser=True),
    }
    user = people[who]()
    if who == "both":
        SellerStaff.objects.create(user=user, seller=seller)
    elsewhere = SalesChannelFactory()
    for one in (seller, SellerFactory()):
        scene(packed, returned, one)
        packed(one, Status.PREPARING, channel=elsewhere)
        packed(one, Status.APPROVED, days=0)
    OrderFactory(channel=channel, items=1, placed_at=NOON)
    client.force_login(user)

    found = client.get(URL).context["figures"]

    notes = [note for figure in (*found.waiting, *found.ordered) for note in figure.notes]
    numbers = [(figure.text, figure.url) for figure in (*found.waiting, found.ordered[0])]
    numbers += [(note.text, note.url) for note in notes if note.url]
    assert len(numbers) >= 9
    for text, url in numbers:
        assert rows_behind(client, url) in text.split(), url
        assert re.search("[1-9]", text), url
