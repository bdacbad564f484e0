"""The page of an order in Seller Center: what each person sees of it."""

import re

import pytest

from orders.services.packages.preparing import mark_ready, start_preparing
from orders.states import Status
from tests.factories import OrderItemFactory, PackageFactory, SalesChannelFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.market import OTHERS, move, pack, ship, text_of, url_of

pytestmark = pytest.mark.django_db


def groups_of(response):
    """The words above each group of products: its status, and what is said of it."""
    heads = re.findall(
        r'<div class="group-head">(.*?)</span>\s*(?:<div|</div>)', text(response), re.DOTALL
    )
    return [" ".join(re.sub(r"<[^>]+>", " ", head).split()) for head in heads]


def text(response):
    return response.content.decode()


def test_the_marketplace_sees_the_whole_order(enter, market):
    words = text_of(enter(market.mpo).get(url_of(market.order)))

    assert "Order 17112400381 Waiting Packaging" in words.replace("Copied ", "")
    assert "2 sellers, 3 lines of 4 pieces" in words
    assert "Amount €77,832.76 Payment Credit card Packages PKG-MINE , PKG-ZEBRA" in words
    assert "Casa Aurora" in words
    assert "Ateliê Zürafa" in words


def test_a_seller_sees_its_own_part(enter, market):
    words = text_of(enter(market.seller).get(url_of(market.order)))

    assert "2 lines of 3 pieces" in words
    assert "seller," not in words
    assert "Amount €49.99 Packages PKG-MINE " in words
    assert "Name Inês Araújo Pimentel E-mail" in words
    assert "Rua Sergipe 1014, apto 302" in words


def test_who_works_for_both_sellers_sees_both_parts_and_no_more(enter, market):
    market.mine.staff.create(user=market.neighbour)
    words = text_of(enter(market.neighbour).get(url_of(market.order)))

    assert "Amount €77,827.76 Packages PKG-MINE , PKG-ZEBRA" in words
    assert "3 lines of 4 pieces" in words
    assert "Payment" not in words


def test_a_superuser_sees_the_whole_order(enter, market):
    words = text_of(enter(UserFactory(is_superuser=True)).get(url_of(market.order)))

    assert "2 sellers" in words


def test_products_stand_by_what_they_are_doing(enter, shop, market):
    package = PackageFactory(order=market.order, seller=market.mine, number="PKG-2")
    for name in ("Pillow", "Duvet"):
        OrderItemFactory(order=market.order, seller=market.mine, name=name)
    pack(market.order, package, "Pillow")
    move(market.order, "Pillow", Status.PREPARING)
    shop.plan(market.order, shop.wish(market.item("Duvet")))
    ship(market.order, "Kilim Zürafa")

    client = enter(market.mpo)

    reason = shop.reasons["cancel"]
    assert groups_of(client.get(url_of(market.order))) == [
        "Waiting Packaging 2 lines, 3 pieces, in package PKG-MINE",
        "Preparing 1 line, in package PKG-2",
        "Shipped 1 line, in package PKG-ZEBRA",
        f"Cancellation Waiting 1 line, by the brand, {reason}",
    ]


def test_what_is_packed_stands_apart_from_what_is_prepared(enter, market):
    package = PackageFactory(order=market.order, seller=market.mine, number="PKG-2")
    pack(market.order, package, "Sheet")
    start_preparing(actor=market.seller, numbers=["PKG-MINE", "PKG-2"])
    mark_ready(actor=market.seller, numbers=["PKG-2"])
    response = enter(market.seller).get(url_of(market.order))

    assert groups_of(response) == [
        "Preparing 1 line, 2 pieces, in package PKG-MINE",
        "Ready to Ship 1 line, in package PKG-2",
    ]
    assert status_of(response) == "Preparing"


def test_where_all_is_packed_the_order_is_ready_to_ship(enter, market):
    start_preparing(actor=market.seller, numbers=["PKG-MINE"])
    mark_ready(actor=market.seller, numbers=["PKG-MINE"])

    assert status_of(enter(market.seller).get(url_of(market.order))) == "Ready to Ship"
    assert status_of(enter(market.mpo).get(url_of(market.order))) == (
        "Waiting Packaging 2 of 3 preparing"
    )


def test_a_mixed_share_says_how_far_it_is(enter, shop, market):
    ship(market.order, OTHERS["name"])
    client = enter(market.seller)
    assert status_of(client.get(url_of(market.order))) == "Waiting Packaging"

    ship(market.order, "Towels")
    assert status_of(client.get(url_of(market.order))) == "Waiting Packaging 1 of 2 shipped"
    whole = enter(market.mpo).get(url_of(market.order))
    assert status_of(whole) == "Waiting Packaging 2 of 3 shipped"

    shop.plan(market.order, shop.wish(market.item("Sheet")), undo_seconds=60)
    assert status_of(enter(market.seller).get(url_of(market.order))) == (
        "Shipped 1 of 2 shipped 1 of 2 waiting for cancellation"
    )


def status_of(response):
    """What stands beside the number of the order."""
    html = text(response).partition('id="order-status">')[2].partition("</p>")[0]
    words = re.sub(r"<[^>]+>", " ", html.partition("<p class")[0])
    return " ".join(words.split())


def test_nothing_but_what_waits_for_packaging_can_be_rejected_here(enter, market):
    move(market.order, "Sheet", Status.PREPARING)
    html = text(enter(market.seller).get(url_of(market.order)))

    assert re.findall(r'name="item" value="(\d+)"', html) == [str(market.item("Towels").pk)]
    assert re.findall(r'name="only" value="(\d+)"', html) == [str(market.item("Towels").pk)]
    row = html.partition(f'id="line-{market.item("Sheet").pk}"')[2].partition("</tr>")[0]
    assert '<a href="/seller-center/packages/PKG-MINE/">Open the package' in row


def test_who_may_not_reject_sees_no_way_to(enter, shop, market):
    looks = ["accounts.use_seller_center", "accounts.view_all_sellers"]
    visitor = UserFactory(permissions=looks, channels=[shop.channel])
    html = text(enter(visitor).get(url_of(market.order)))

    assert 'name="item"' not in html
    assert "Apply" not in html


def test_what_has_no_seller_is_nobody_s_to_reject(enter, shop):
    order = shop.place({"price": "10.00", "name": "Own goods"})
    mpo = UserFactory(role="MPO", channels=[shop.channel])
    html = text(enter(mpo).get(url_of(order)))

    assert "Own goods" in html
    assert 'name="only"' not in html


def test_a_stranger_s_order_is_one_that_does_not_exist(enter, market):
    strangers = [
        UserFactory(role="MPO", channels=[SalesChannelFactory()]),
        UserFactory(role="Seller"),
        UserFactory(role="Seller admin"),
    ]
    for stranger in strangers:
        client = enter(stranger)
        missing = client.get(url_of("no-such-order"))
        response = client.get(url_of(market.order))
        assert (response.status_code, missing.status_code) == (404, 404)
        said = text_of(response).replace("17112400381", "no-such-order")
        assert said == text_of(missing)


def test_an_order_that_is_not_approved_is_not_there(enter, shop, market):
    waiting = shop.place({"price": "10.00", "seller": market.mine}, status=Status.PAYMENT_WAITING)

    assert enter(market.seller).get(url_of(waiting)).status_code == 404


def test_what_a_customer_is_called_is_escaped(enter, market):
    market.order.items.filter(name="Sheet").update(name="<b>Sheet</b>", sku="<i>")
    html = text(enter(market.seller).get(url_of(market.order)))

    assert "<b>Sheet" not in html
    assert "&lt;b&gt;Sheet&lt;/b&gt;" in html


def test_the_page_costs_the_same_with_3_and_33_lines(
    enter, shop, market, django_assert_max_num_queries, django_assert_num_queries
):
    client = enter(market.seller)
    shop.plan(market.order, shop.wish(market.item("Sheet")), undo_seconds=60)
    client.get(url_of(market.order))
    with django_assert_max_num_queries(14) as counted:
        client.get(url_of(market.order))
    queries = len(counted)
    for number in range(30):
        item = OrderItemFactory(order=market.order, seller=market.mine, name=f"Napkin {number}")
        if number % 3 == 0:
            shop.plan(market.order, shop.wish(item), undo_seconds=60)
    # What the sidebar counts is kept for some seconds only.
    client.get(url_of(market.order))
    with django_assert_num_queries(queries):
        client.get(url_of(market.order))


def test_staff_who_left_see_nothing_any_more(enter, market):
    leaving = staff_of(market.mine)
    client = enter(leaving)
    assert client.get(url_of(market.order)).status_code == 200
    leaving.seller_staff.all().delete()
    assert client.get(url_of(market.order)).status_code == 404
