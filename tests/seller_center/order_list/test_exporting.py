"""From the list, or from one order, to the columns of an export, and what its file holds."""

import re

import pytest

from exports.models import Export
from omnitron.accounts.panels import SELLER_CENTER
from orders.models import OrderSelection
from orders.states import Status
from tests.exports.conftest import media
from tests.exports.shop import run, table
from tests.factories import SellerFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.panel.exports.pages import words_of
from tests.seller_center.order_list.pages import EXPORT, LIST, order_of

__all__ = ["media"]

pytestmark = pytest.mark.django_db

EXPORTS = "/seller-center/exports/"
MENU = re.compile(r'<details class="dropdown export-menu">.*?</details>', re.DOTALL)


def chosen(panel, data):
    """The page of columns that an export menu leads to."""
    response = panel.post(EXPORT, data)
    assert response.status_code == 302
    return response.url


def pressed(panel, page, button):
    """Where a button of the export menu that a page shows leads to."""
    (menu,) = MENU.findall(page.content.decode())
    data = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', menu))
    kinds = {words: kind for kind, words in re.findall(r'value="(\w+)"><svg.+?</svg>([^<]+)', menu)}
    response = panel.post(re.search(r'action="([^"]+)"', menu)[1], {**data, "kind": kinds[button]})
    assert response.status_code == 302
    return response.url


def ask(panel, url, **values):
    """Ask for an export on its page of columns; the row."""
    data = {"columns": ["order_number"], "format": "csv", "zone": "UTC", "action": "export"}
    response = panel.post(url, {**data, **values})
    assert response.url == EXPORTS
    return Export.objects.latest("pk")


def test_the_menu_says_which_orders_it_is_about(panel, seller):
    for _n in range(2):
        order_of(seller)
    words = words_of(panel.get(LIST))
    assert "Export Orders Export Order Items" in words
    assert "The 2 orders that match now. You choose the columns next." in words
    assert "The 1 order that matches" not in words


def test_the_menu_offers_nothing_where_nothing_matches(panel):
    words = words_of(panel.get(LIST))
    assert "No order matches: there is nothing to export." in words
    assert "Export Order Items" not in words


def test_who_may_not_export_sees_no_menu(client, seller):
    staff = staff_of(seller, role=None, permissions=[SELLER_CENTER])
    client.force_login(staff)
    for page in (LIST, f"{LIST}{order_of(seller).number}/"):
        response = client.get(page)
        assert response.status_code == 200
        assert MENU.findall(response.content.decode()) == []
    assert client.post(EXPORT, {"kind": "orders"}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "title", "rows"),
    [
        ("orders", "Export Orders", "2 orders"),
        ("order_items", "Export Order Items", "3 items of 2 orders"),
    ],
)
def test_all_that_match_go_to_the_columns(panel, staff, seller, kind, title, rows):
    order_of(seller, 500, 500, others=[SellerFactory()])
    order_of(seller, 500)
    order_of(seller, 400)
    url = chosen(panel, {"kind": kind, "query": "status=shipped"})
    selection = OrderSelection.objects.get()
    assert url == f"{EXPORTS}new/{kind}/{selection.pk}/"
    assert (selection.user, selection.filter_query, selection.matched) == (
        staff,
        "status=shipped",
        2,
    )
    words = words_of(panel.get(url))
    assert title in words
    assert rows in words
    assert f'href="{LIST}">Orders</a>' in panel.get(url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_file_holds_the_orders_that_match_and_the_seller_s_share(panel, seller):
    order_of(seller, 500, others=[SellerFactory(name="Outro Lar")], number="1711")
    order_of(seller, 400)
    url = chosen(panel, {"kind": "orders", "query": "status=shipped"})
    columns = ["order_number", "status", "sellers", "item_count", "amount"]

    (row,) = table(run(ask(panel, url, columns=columns)))

    assert row == {
        "Order number": "1711",
        "Status": "Shipped",
        "Sellers": "Casa Aurora",
        "Item count": "1",
        "Amount": "106.90",
    }


@pytest.mark.django_db(transaction=True)
def test_status_words_of_items_can_be_read_back(panel, seller):
    order_of(seller, 500, 400)
    url = chosen(panel, {"kind": "order_items", "query": ""})
    rows = table(run(ask(panel, url, columns=["status"])))
    assert [row["status"] for row in rows] == ["Shipped", "Approved"]


@pytest.mark.django_db(transaction=True)
def test_a_file_is_of_the_stage_that_a_share_has_when_it_is_written(panel, seller):
    late, kept = order_of(seller, 400), order_of(seller, 400)
    export = ask(panel, chosen(panel, {"kind": "orders", "query": "status=waiting_packaging"}))
    late.items.update(status=Status.PREPARING)
    assert [row["Order number"] for row in table(run(export))] == [kept.number]


@pytest.mark.django_db(transaction=True)
def test_one_order_is_exported_from_its_page(panel, seller):
    wanted = order_of(seller)
    order_of(seller)
    url = pressed(panel, panel.get(f"{LIST}{wanted.number}/"), "Export Order Items")
    assert "1 item of 1 order" in words_of(panel.get(url))
    rows = table(run(ask(panel, url)))
    assert [row["order_number"] for row in rows] == [wanted.number]


@pytest.mark.parametrize("number", ["1711", "nowhere"])
def test_a_stranger_s_order_is_not_there_to_be_exported(panel, number):
    order_of(SellerFactory(), number="1711")
    response = panel.post(EXPORT, {"kind": "orders", "number": number})
    assert response.status_code == 404
    assert f"There is no order {number}." in response.content.decode()
    assert not OrderSelection.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"kind": "sellers", "query": ""}, "Choose what to export: orders or their items."),
        ({"kind": "orders", "query": "placed_from=soon"}, "Correct the filter first"),
        ({"kind": "orders", "query": "status=shipped"}, "No order matches"),
        ({"kind": "orders", "query": f"pasted_number={'0' * 64}"}, "No order matches"),
    ],
)
def test_what_cannot_be_exported_is_said_above_the_list(panel, seller, data, words):
    order_of(seller)
    response = panel.post(EXPORT, data)
    assert response.status_code == 422
    assert words in words_of(response)
    assert not OrderSelection.objects.exists()


def test_the_list_of_exports_says_what_was_filtered_by(panel, seller):
    order_of(seller, 500, first_name="Ana")
    ask(panel, chosen(panel, {"kind": "orders", "query": "status=shipped&customer=ana"}))
    words = words_of(panel.get(EXPORTS))
    assert "All orders · Status: Shipped · Customer: ana" in words


def test_exports_of_the_other_panel_are_not_listed_here(client, channel, seller):
    both = UserFactory(is_superuser=True)
    client.force_login(both)
    order_of(seller, channel=channel, number="1711")
    export = ask(client, chosen(client, {"kind": "orders", "query": ""}))
    row = f'id="export-{export.pk}"'
    assert row in client.get(EXPORTS).content.decode()
    assert row not in client.get("/omnitron/exports/").content.decode()


def test_a_person_of_another_seller_gets_none_of_it(client, panel, seller):
    order_of(seller)
    url = chosen(panel, {"kind": "orders", "query": ""})
    client.force_login(staff_of(SellerFactory()))
    assert client.get(url).status_code == 404
