"""A real order of three sellers, as each of them and the marketplace see it and work on it."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cancellations.models import CancellationPlan
from exports.models import Export
from omnitron.demo.olist.importing import import_olist
from orders.models import Order, SellerStaff
from orders.services.moving import correct_items
from orders.states import Status
from tests.cancellations.conftest import gateway  # noqa: F401
from tests.cancellations.orders import register, run, sums
from tests.data.folder import OLIST, needs_orders
from tests.exports.conftest import media
from tests.exports.shop import run as written
from tests.exports.shop import table
from tests.factories import CancellationReasonFactory, ShippingCompanyFactory, UserFactory
from tests.seller_center.history.entries import entries_of
from tests.seller_center.market import text_of, url_of
from tests.seller_center.order_detail.pages import answer

__all__ = ["media"]

# Files of exports are written from what is committed.
pytestmark = [pytest.mark.django_db(transaction=True), needs_orders]


@pytest.fixture
def order():
    """An order of three sellers that was paid by card, brought back to where all of it waits."""
    import_olist(folder=OLIST)
    orders = Order.objects.filter(seller_ids__len=3, payment_types=["credit_card"])
    order = orders.order_by("number").first()
    finance = UserFactory(role="Finance", channels=[order.channel])
    correct_items(
        actor=finance,
        item_ids=list(order.items.values_list("pk", flat=True)),
        to=Status.APPROVED,
        reason="Never left the warehouse",
    )
    order.refresh_from_db()
    return order


@pytest.fixture
def people(order):
    """Somebody of each seller, with their browser, in the order of their packages."""
    found = []
    for package in order.packages.select_related("seller").order_by("number"):
        user = UserFactory(role="Seller")
        SellerStaff.objects.create(user=user, seller=package.seller)
        found.append((user, browser_of(user), package))
    return found


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def page_of(client, order):
    return client.get(url_of(order))


def status_of(order):
    return Order.objects.get(pk=order.pk).status


def reject_all(client, order, items, reason):
    """The answer of a page on which all items of a seller were ticked, rejected."""
    asked = client.get(url_of(order, "reject"), {"item": [item.pk for item in items]})
    market = type("Market", (), {"order": order})
    return asked, answer(client, market, asked, reason=reason.pk)


def head_of(client, order):
    """What stands above the page of the order."""
    return text_of(page_of(client, order)).partition("placed")[0]


def act(client, package, step, **typed):
    """Press a button of the package's page."""
    url = reverse("seller_center:package-detail", args=[package.number])
    assert client.post(f"{url}{step}/", typed).status_code == 302


# What is chosen, by the header that it has in the file.
COLUMNS = {
    "order_item_id": "order_item_id",
    "Seller": "seller",
    "SKU": "sku",
    "Paid": "paid",
    "status": "status",
    "Package": "package",
    "tracking_number": "tracking_number",
}


def exported(client, order):
    """The lines of the order in the file that somebody exports on its page."""
    chosen = client.post(
        reverse("seller_center:order-export"), {"kind": "order_items", "number": order.number}
    )
    asked = {"columns": [*COLUMNS.values()], "format": "csv", "zone": "UTC", "action": "export"}
    assert client.post(chosen.url, asked).status_code == 302
    export = written(Export.objects.latest("pk"))
    return [tuple(row[header] for header in COLUMNS) for row in table(export)]


def lines_of(order, package):
    """The same of a seller's items, as they are."""
    return [
        (
            str(item.pk),
            str(item.seller),
            item.sku,
            f"{item.paid_amount:.2f}",
            Status(item.status).label,
            item.package.number,
            item.tracking_number,
        )
        for item in order.items.filter(seller=package.seller_id).order_by("line_number")
    ]


@pytest.mark.usefixtures("media")
def test_three_sellers_of_one_order(order, people, gateway, settings):  # noqa: F811
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, order)
    reason = CancellationReasonFactory(subject="Out of stock")
    mpo = browser_of(UserFactory(role="MPO", channels=[order.channel]))
    packages = {package.pk: package for _user, _client, package in people}
    assert len(packages) == 3

    # Each sees their own part and no trace of the others; the marketplace sees all of it.
    for user, client, package in people:
        html = unescape(page_of(client, order).content.decode())
        assert str(package.seller) in html
        assert package.number in html
        for other in packages.values():
            if other != package:
                assert other.number not in html
                assert str(other.seller) not in html
                assert other.seller.code not in html
        assert {row.seller_id for row in seen_by(user, order)} == {package.seller_id}
    whole = text_of(page_of(mpo, order))
    assert "3 sellers" in whole
    assert all(package.number in whole for package in packages.values())

    # One rejects all of theirs: the customer gets that part back, to the cent.
    (rejecting, client, package), *others = people
    items = list(package.items.order_by("line_number"))
    asked, done = reject_all(client, order, items, reason)
    assert (asked.status_code, done.status_code) == (200, 302)
    plan = run(CancellationPlan.objects.get(order=order))
    paid = sum(item.paid_amount for item in items)
    assert (plan.status, plan.source, plan.amount) == ("completed", "seller", paid)
    assert [line["amount"] for line in gateway.ledger()] == [f"{paid:.2f}"]
    assert sums(order) == [(0, paid)]
    assert "Rejected" in text_of(page_of(client, order)).partition("placed")[0]
    assert status_of(order) == Status.APPROVED
    told = entries_of(page_of(client, order))

    # The others prepare and ship, and the order follows the slowest of them.
    carrier = ShippingCompanyFactory()
    for number, (_user, other_client, parcel) in enumerate(others, start=1):
        act(other_client, parcel, "do/start_preparing")
        assert "Preparing" in head_of(other_client, order)
        act(other_client, parcel, "do/ready_to_ship")
        assert "Ready to Ship" in head_of(other_client, order)
        typed = {"company_id": carrier.pk, "tracking_number": f"JD{number}"}
        act(other_client, parcel, "ship", **typed)
        assert "Shipped" in head_of(other_client, order)
        assert status_of(order) == (Status.SHIPPED if number == 2 else Status.APPROVED)
    for _user, other_client, parcel in others:
        act(other_client, parcel, "do/delivered")
    assert status_of(order) == Status.DELIVERED

    # What the others did is nothing that the first one reads.
    page = page_of(client, order)
    html = page.content.decode()
    assert "JD1" not in html
    assert "Delivered" not in html.partition('id="history"')[0]
    assert entries_of(page) == told
    assert rejecting.seller_ids == [package.seller_id]

    # In files, too, each has their own lines, and the marketplace those of all.
    whole = exported(mpo, order)
    of_sellers = [exported(client, order) for _user, client, _package in people]
    assert sorted(whole) == sorted(row for rows in of_sellers for row in rows)
    for rows, (_user, _client, package) in zip(of_sellers, people, strict=True):
        assert rows == lines_of(order, package)
    assert [row[-1] for row in of_sellers[0]] == [""] * len(of_sellers[0])
    assert {row[-1] for rows in of_sellers[1:] for row in rows} == {"JD1", "JD2"}


def seen_by(user, order):
    """The items of the order that a person sees in Seller Center."""
    return order.items.model.objects.visible_to(user, "accounts.use_seller_center").filter(
        order=order
    )
