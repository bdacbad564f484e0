"""Seller Center shows what the brand has approved, whatever becomes of it, and nothing else."""

import pytest

from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound
from orders.models import Order, OrderItem, Package
from orders.services.moving import correct_items, move_items
from orders.services.packages.intake import pack_orders
from orders.services.packages.invoicing import NO_INVOICE, give_invoice
from orders.services.packages.preparing import start_preparing
from orders.services.packages.regrouping import create_new_package
from orders.shares import shares_of
from orders.states import PackageStatus, Status
from tests.cancellations.conftest import shop
from tests.cancellations.orders import run
from tests.factories import SellerFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.market import text_of, url_of

__all__ = ["shop"]

pytestmark = pytest.mark.django_db

UNPAID, APPROVED = Status.PAYMENT_WAITING, Status.APPROVED
NOTHING, ALL = ([], [], []), (["1711"], ["Towels"], ["1711-1"])


@pytest.fixture
def seller(db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def people(shop, seller):
    """A person of the seller, one of the marketplace, and a superuser."""
    mpo = UserFactory(role="MPO", channels=[shop.channel])
    return [staff_of(seller), mpo, UserFactory(is_superuser=True)]


@pytest.fixture
def place(shop):
    """`place((seller, "Towels", 300))`: an order with these lines, packed."""

    def place(*lines, number="1711"):
        lines = [{"price": "10", "seller": s, "name": n, "status": st} for s, n, st in lines]
        order = shop.place(*lines, pay=[], number=number)
        pack_orders([order.pk])
        return order

    return place


def seen(user):
    """The numbers of the orders, the names of the items, and the numbers of the packages."""
    return (
        list(Order.objects.visible_to(user, SELLER_CENTER).values_list("number", flat=True)),
        list(OrderItem.objects.visible_to(user, SELLER_CENTER).values_list("name", flat=True)),
        list(Package.objects.visible_to(user).order_by("pk").values_list("number", flat=True)),
    )


def cancel(shop, order):
    return shop.plan(order, shop.wish(*order.items.all()))


def approved_at(order):
    return Order.objects.get(pk=order.pk).approved_at


def test_an_order_that_nobody_approved_is_canceled_unseen(client, shop, seller, people, place):
    order = place((seller, "Towels", UNPAID))
    assert [seen(user) for user in people] == [NOTHING] * 3
    plan = cancel(shop, order)
    assert Order.objects.get().status == Status.CANCELLATION_WAITING
    assert [seen(user) for user in people] == [NOTHING] * 3
    run(plan)
    assert Order.objects.get().status == Status.CANCELED
    assert [seen(user) for user in people] == [NOTHING] * 3
    assert approved_at(order) is None
    client.force_login(people[0])
    assert client.get(url_of(order)).status_code == 404
    assert client.get("/seller-center/packages/1711-1/").status_code == 404


def test_an_approved_order_is_seen_until_its_end(shop, seller, people, place):
    order = place((seller, "Towels", UNPAID))
    move_items(actor=shop.operator, item_ids=[order.items.get().pk], to=APPROVED)
    first = approved_at(order)
    assert [seen(user) for user in people] == [ALL] * 3
    plan = cancel(shop, order)
    assert [seen(user) for user in people] == [ALL] * 3
    run(plan)
    assert [seen(user) for user in people] == [ALL] * 3
    assert first is not None
    assert approved_at(order) == first


def test_a_line_that_waits_hides_the_order_from_its_own_seller_alone(seller, people, place):
    """The order's own status, the lowest of its lines', is below 400."""
    other = SellerFactory()
    order = place((other, "Kilim", UNPAID), (seller, "Towels", APPROVED))
    approved = (["1711"], ["Towels"], ["1711-2"])
    assert order.status == UNPAID
    assert [seen(user) for user in people] == [approved] * 3
    assert seen(staff_of(other)) == NOTHING


def test_the_marketplace_s_share_is_made_of_the_lines_that_are_shown(seller, people, place):
    order = place((seller, "Kilim", UNPAID), (seller, "Towels", Status.SHIPPED))
    for user in people:
        share = shares_of(user, [order])[order.pk]
        assert (share.status, share.item_count, share.amount) == (Status.SHIPPED, 1, 10)
    assert [shares_of(user, [order])[order.pk].is_whole for user in people] == [False, True, True]


def test_the_page_shows_nobody_a_line_that_waits(client, seller, people, place):
    order = place((seller, "Kilim", UNPAID), (seller, "Towels", APPROVED))
    for user in people:
        client.force_login(user)
        words = text_of(client.get(url_of(order)))
        assert "Towels" in words
        assert "Kilim" not in words


def test_a_package_goes_its_way_without_the_line_that_waits(client, seller, people, place):
    place((seller, "Kilim", UNPAID), (seller, "Towels", APPROVED))
    client.force_login(people[0])
    start_preparing(actor=people[0], numbers=["1711-1"])
    assert Package.objects.get().status == PackageStatus.PREPARING
    (row,) = client.get("/seller-center/packages/").context["listing"].rows
    assert str(row.lines) == "1"
    values = {"invoice_number": "A-1", "e_archive_url": ""}
    placed = Package.objects.get().placed_at.date()
    values |= {"invoice_date": placed, "opened": NO_INVOICE}
    give_invoice(actor=people[0], number="1711-1", **values)
    numbers = dict(OrderItem.objects.values_list("name", "invoice_number"))
    assert numbers == {"Kilim": "", "Towels": "A-1"}


def test_who_takes_the_approval_back_takes_the_order_out_of_sight(shop, seller, people, place):
    order = place((seller, "Towels", APPROVED))
    first, item = approved_at(order), order.items.get()
    admin = people[2]
    correct_items(actor=admin, item_ids=[item.pk], to=UNPAID, reason="Not paid after all")
    assert [seen(user) for user in people] == [NOTHING] * 3
    assert approved_at(order) == first


def test_a_line_that_waits_is_not_there_to_be_put_elsewhere(seller, people, place):
    order = place((seller, "Kilim", UNPAID), (seller, "Towels", APPROVED))
    kilim = order.items.get(name="Kilim")
    with pytest.raises(NotFound):
        create_new_package(actor=people[0], number="1711-1", item_ids=[kilim.pk])
