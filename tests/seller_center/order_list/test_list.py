"""Seller Center's order list: what its rows, tabs and pages show."""

from decimal import Decimal

import pytest

from tests.factories import (
    OrderItemFactory,
    SalesChannelFactory,
    SellerFactory,
    UserFactory,
)
from tests.orders.packages.parcels import staff_of
from tests.seller_center.market import next_step
from tests.seller_center.order_list.pages import LIST, order_of, reject, shown, tabs_of

pytestmark = pytest.mark.django_db


def test_a_row_is_made_of_the_seller_s_own_share(panel, seller):
    order_of(seller, 500, others=[SellerFactory(name="Outro Lar")], number="1711")
    page = panel.get(LIST)
    text = page.content.decode()
    (row,) = page.context["listing"].rows
    assert (row.share.item_count, row.share.amount) == (1, Decimal("106.90"))
    for words in ("1711", "Casa Aurora", "Inês Araújo Pimentel", "Shipped", "R$106.90"):
        assert words in text
    assert 'href="/seller-center/orders/1711/"' in text


def test_the_marketplace_sees_whole_orders(client, mpo, channel, seller):
    client.force_login(mpo)
    order_of(seller, 500, others=[SellerFactory(name="Outro Lar")], channel=channel)
    page = client.get(LIST)
    text = page.content.decode()
    for words in ("Casa Aurora, Outro Lar", "Waiting Packaging", "R$121.88"):
        assert words in text
    assert '<td class="num" data-label="Items" role="cell">2</td>' in text


def test_a_row_says_how_far_a_mixed_share_is(client, staff, mpo, channel, seller):
    other = SellerFactory(name="Outro Lar")
    order_of(seller, 500, 400, 400, others=[other], channel=channel, number="mixed")
    order_of(seller, 500, others=[other], channel=channel, number="of-two")
    order_of(seller, 500, 500, channel=channel, number="even")

    def progress_for(user):
        client.force_login(user)
        page = client.get(LIST)
        found = {row.order.number: row.progress for row in page.context["listing"].rows}
        for words in filter(None, found.values()):
            assert f'</span><div class="sub">{words}</div></td>' in page.content.decode()
        return found

    assert progress_for(staff) == {"mixed": "1 of 3 shipped", "of-two": "", "even": ""}
    assert progress_for(mpo) == {
        "mixed": "1 of 4 shipped",
        "of-two": "1 of 2 shipped",
        "even": "",
    }


def test_tabs_count_what_is_worked_on_with_the_rest_of_the_filter(panel, seller):
    for status in (400, 400, 450, 500, 550, 100):
        order_of(seller, status, number=f"{status}-{SellerFactory().pk}")
    order_of(seller, 400, first_name="Umut")
    assert tabs_of(panel.get(LIST)) == [
        ("all", "", True),
        ("waiting_packaging", "3", False),
        ("preparing", "1", False),
        ("shipped", "1", False),
        ("delivered", "", False),
        ("canceled_returned", "", False),
    ]
    page = panel.get(LIST, {"status": "delivered"})
    assert tabs_of(page)[4] == ("delivered", "", True)
    assert page.context["listing"].count == 1


def test_tabs_keep_the_rest_of_the_filter(panel, seller):
    page = panel.get(LIST, {"status": "shipped", "placed_from": "2017-11-20"})
    urls = [tab.url for tab in page.context["listing"].tabs]
    assert urls[:2] == [
        f"{LIST}?placed_from=2017-11-20",
        f"{LIST}?placed_from=2017-11-20&status=waiting_packaging",
    ]


def test_words_are_counted_once_and_not_for_every_tab(panel, seller):
    order_of(seller, 400)
    page = panel.get(LIST, {"customer": "ines"})
    assert page.context["listing"].count == 1
    assert [count for _name, count, _current in tabs_of(page)] == [""] * 6


@pytest.mark.parametrize("query", [{}, {"status": "waiting_packaging"}, {"customer": "ines"}])
def test_pages_follow_each_other_by_key(panel, seller, query):
    for _n in range(120):
        order_of(seller)
    first = panel.get(LIST, query)
    second = panel.get(LIST, {**query, "after": first.context["listing"].page.next})
    third = panel.get(LIST, {**query, "after": second.context["listing"].page.next})
    assert [len(shown(page)) for page in (first, second, third)] == [50, 50, 20]
    assert len({*shown(first), *shown(second), *shown(third)}) == 120
    back = panel.get(LIST, {**query, "before": third.context["listing"].page.previous})
    assert shown(back) == shown(second)


def test_the_oldest_first(panel, seller):
    for number in ("1", "2"):
        order_of(seller, 400, number=number)
    assert shown(panel.get(LIST)) == ["2", "1"]
    assert shown(panel.get(LIST, {"sort": "date"})) == ["1", "2"]


def test_amounts_are_no_order_of_the_list(panel):
    assert "cannot be sorted like that" in panel.get(LIST, {"sort": "amount"}).content.decode()


def test_a_forged_page_says_so_and_shows_the_first(panel, seller):
    order_of(seller, 400)
    page = panel.get(LIST, {"after": "forged"})
    assert "There is no such page; this is the first one." in page.content.decode()
    assert len(shown(page)) == 1


def test_the_page_says_in_which_zone_its_times_are(client, seller):
    client.force_login(staff_of(seller, time_zone="America/Sao_Paulo"))
    order_of(seller)
    text = client.get(LIST).content.decode()
    assert "Dates and times are those of America/Sao Paulo." in text
    assert "Date (Sao Paulo)" in text


def test_htmx_gets_the_list_alone(panel):
    headers = {"HX-Request": "true", "HX-Target": "order-list"}
    text = panel.get(LIST, headers=headers).content.decode()
    assert text.strip().startswith('<div class="stack" id="order-list"')
    assert "<html" not in text


def test_no_match_offers_to_take_filters_away(panel, seller):
    order_of(seller, 400)
    text = panel.get(LIST, {"status": "shipped", "customer": "nobody"}).content.decode()
    assert "No order matches all filters" in text
    assert "Remove “Status: Shipped”" in text


@pytest.mark.parametrize(
    ("role", "words", "url"),
    [
        ("Seller", "You do not work for a seller yet", "/accounts/settings/"),
        ("MPO", "You were given no marketplace channel yet", "/accounts/settings/"),
        ("Admin", "You were given no marketplace channel yet", "/omnitron/settings/users/"),
    ],
)
def test_nobody_without_orders_is_left_wondering(client, role, words, url):
    client.force_login(UserFactory(role=role, username="renata"))
    page = client.get(LIST)
    assert words in page.content.decode()
    assert "Your username is renata." in page.content.decode()
    assert next_step(page) == url


@pytest.mark.parametrize(
    ("role", "url"),
    [("Seller", "/seller-center/"), ("Seller admin", "/seller-center/settings/delivery/")],
)
def test_before_the_first_order_there_is_something_to_do(client, seller, role, url):
    client.force_login(staff_of(seller, role=role))
    page = client.get(LIST)
    assert "No orders yet" in page.content.decode()
    assert next_step(page) == url


def test_orders_appear_with_their_approval(panel, seller):
    order_of(seller, 200)
    page = panel.get(LIST)
    assert shown(page) == []
    assert "as soon as they are approved" in page.content.decode()


def test_a_marketplace_sees_no_orders_of_an_own_shop(client, mpo, seller):
    client.force_login(mpo)
    order_of(seller, 400, channel=SalesChannelFactory(channel_type="web"))
    assert shown(client.get(LIST)) == []


def test_an_order_is_rejected_where_all_that_is_seen_of_it_was(panel, client, seller, channel, mpo):
    whole, part, by_brand, shared = (
        order_of(seller, 100, 100, channel=channel, number=number)
        for number in ("whole", "part", "by-brand", "shared")
    )
    order = order_of(seller, 100, channel=channel, number="others")
    OrderItemFactory(order=order, seller=SellerFactory(), status=100)
    reject(*whole.items.all())
    reject(part.items.first())
    reject(*by_brand.items.all(), source="operator")
    reject(shared.items.first())
    reject(shared.items.last(), source="mpo")
    reject(order.items.get(seller=seller))

    def words():
        rows = client.get(LIST).context["listing"].rows
        return {row.order.number: row.status.label for row in rows}

    canceled = {"part": "Canceled", "by-brand": "Canceled"}
    assert words() == {"whole": "Rejected", **canceled, "shared": "Rejected", "others": "Rejected"}
    client.force_login(mpo)
    assert words() == {"whole": "Rejected", **canceled, "shared": "Rejected", "others": "Canceled"}
