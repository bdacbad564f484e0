"""A real order of three sellers, as each of them and the marketplace see it and work on it."""

from html import unescape

import pytest
from django.db import transaction
from django.test import Client

from cancellations.models import CancellationPlan
from omnitron.demo.olist.importing import import_olist
from orders.models import Order, SellerStaff
from orders.services.moving import correct_items
from orders.services.packages.preparing import mark_ready, start_preparing
from orders.services.packages.shipping import mark_delivered, ship_package
from orders.states import Status
from tests.cancellations.conftest import gateway  # noqa: F401
from tests.cancellations.orders import register, run, sums
from tests.data.folder import OLIST, needs_orders
from tests.factories import CancellationReasonFactory, ShippingCompanyFactory, UserFactory
from tests.seller_center.market import text_of, url_of
from tests.seller_center.order_detail.pages import answer

pytestmark = [pytest.mark.django_db, needs_orders]


@pytest.fixture(scope="module")
def _imported(django_db_setup, django_db_blocker):
    """All orders, imported once for the module and taken out after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        import_olist(folder=OLIST)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def order(_imported):
    """An order of three sellers that was paid by card, brought back to where all of it waits."""
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

    # The others prepare and ship, and the order follows the slowest of them.
    carrier = ShippingCompanyFactory()
    for number, (user, other_client, parcel) in enumerate(others, start=1):
        start_preparing(actor=user, numbers=[parcel.number])
        assert "Preparing" in text_of(page_of(other_client, order))
        mark_ready(actor=user, numbers=[parcel.number])
        ship_package(
            actor=user,
            number=parcel.number,
            company_id=carrier.pk,
            tracking_number=f"JD{number}",
        )
        head = text_of(page_of(other_client, order)).partition("placed")[0]
        assert "Shipped" in head
        assert status_of(order) == (Status.SHIPPED if number == 2 else Status.APPROVED)
    for user, _client, parcel in others:
        mark_delivered(actor=user, numbers=[parcel.number])
    assert status_of(order) == Status.DELIVERED

    # What the others did is nothing that the first one reads.
    html = page_of(client, order).content.decode()
    assert "JD1" not in html
    assert "Delivered" not in html
    assert rejecting.seller_ids == [package.seller_id]


def seen_by(user, order):
    """The items of the order that a person sees in Seller Center."""
    return order.items.model.objects.visible_to(user, "accounts.use_seller_center").filter(
        order=order
    )
