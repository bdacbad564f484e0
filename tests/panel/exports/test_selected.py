"""Exporting the orders that are ticked in the list."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from bulk_updates.columns import COLUMNS
from exports.access import token_of
from exports.models import Export
from exports.services.requesting import MOST_UNDER_WAY
from orders.models import OrderSelection
from tests.bulk_updates.uploads import read
from tests.exports.shop import run, table
from tests.factories import UserFactory
from tests.panel.exports.pages import LIST, SELECTED, said, words_of

pytestmark = pytest.mark.django_db(transaction=True)

ORDERS = "/omnitron/orders/"
SELECT = "/omnitron/order-list/select/"
EXCEL, CSV = "Export to Excel with Selected Items", "Export to CSV with Selected Items"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_ticked_orders_are_exported_with_all_columns_in_ones_own_zone(shop, browser, format):
    orders = [shop.order(items=1) for _n in range(3)]
    keys = [order.pk for order in orders]

    response = browser.post(
        SELECTED, {"query": "", "action": format, "shown": keys, "chosen": keys[:2]}
    )

    export = Export.objects.get()
    assert response.url == LIST
    assert (export.kind, export.format, export.zone) == ("order_items", format, "UTC")
    assert (len(export.columns), export.panel) == (24, "accounts.use_omnitron")
    assert (export.selection.frozen, export.selection.order_ids) == (True, sorted(keys[:2]))
    assert export.site == "http://testserver/"
    assert said(response) == [
        f"Export {export.pk} is on its way. We will e-mail you a link to {shop.user.email}."
    ]


def test_what_was_chosen_on_other_pages_is_exported_too(shop, browser):
    here, there = shop.order(items=1), shop.order(items=1)
    browser.post(SELECT, {"query": "", "shown": [there.pk], "chosen": [there.pk]})

    browser.post(SELECTED, {"query": "", "action": "csv", "shown": [here.pk], "chosen": [here.pk]})

    rows = table(run(Export.objects.get()))
    assert [row["order_number"] for row in rows] == [here.number, there.number]


def test_all_that_match_are_exported_but_those_that_are_unticked(shop, browser):
    orders = [shop.order(items=1) for _n in range(3)]
    keys = [order.pk for order in orders]
    browser.post(SELECT, {"query": "status=400", "action": "all"})

    browser.post(
        SELECTED, {"query": "status=400", "action": "csv", "shown": keys, "chosen": keys[1:]}
    )

    rows = table(run(Export.objects.get()))
    assert [row["order_number"] for row in rows] == [order.number for order in orders[1:]]


def test_choosing_columns_keeps_the_ticks_and_asks_for_nothing_yet(shop, browser):
    order = shop.order(items=1)

    response = browser.post(
        SELECTED, {"query": "", "action": "columns", "shown": [order.pk], "chosen": [order.pk]}
    )

    selection = OrderSelection.objects.get()
    assert response.url == f"{LIST}new/order_items/{selection.pk}/"
    assert selection.order_ids == [order.pk]
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"action": "csv"}, "No order is selected: tick some of them first."),
        ({"action": "pdf"}, "Choose CSV or Excel."),
        (
            {"action": "csv", "query": "customer=" + "x" * 9000},
            "This filter is too long to be kept",
        ),
    ],
)
def test_what_cannot_be_exported_is_refused_at_the_bar(shop, browser, values, words):
    order = shop.order(items=1)
    data = {"query": "", "shown": [order.pk], **values}

    whole = browser.post(SELECTED, data)
    bar = browser.post(SELECTED, data, headers={"HX-Request": "true"})

    assert whole.status_code == 422
    for response in (whole, bar):
        shown = response.content.decode().partition('id="selection-bar"')[2]
        assert words in shown
    assert "<html" not in bar.content.decode()
    assert not Export.objects.exists()


def test_the_eleventh_at_once_is_refused_and_the_ticks_stay(shop, browser):
    order = shop.order(items=1)
    for _n in range(MOST_UNDER_WAY):
        shop.ask(order)

    response = browser.post(
        SELECTED, {"query": "", "action": "csv", "shown": [order.pk], "chosen": [order.pk]}
    )

    assert response.status_code == 422
    assert "10 of your exports are under way" in words_of(response)
    assert response.context["chosen"].page_ids == {order.pk}


def test_a_script_is_sent_to_the_exports(shop, browser):
    order = shop.order(items=1)

    response = browser.post(
        SELECTED,
        {"query": "", "action": "csv", "shown": [order.pk], "chosen": [order.pk]},
        headers={"HX-Request": "true"},
    )

    assert response.headers["HX-Redirect"] == LIST


def test_who_may_not_export_sees_no_buttons(shop, browser):
    shop.order(items=1)
    support = UserFactory(role="Support", channels=[shop.channel])
    found = []
    for user in (shop.user, support):
        browser.force_login(user)
        page = browser.get(ORDERS).content.decode()
        found.append((EXCEL in page, CSV in page, "Choose columns" in page))

    assert found == [(True, True, True), (False, False, False)]
    assert browser.post(SELECTED, {"action": "csv"}).status_code == 404


def test_the_template_of_ticked_orders_is_offered_as_soon_as_there_are_some(shop, browser):
    order = shop.order(items=1)
    offered = "Download template for selected orders"
    ticks = {"query": "", "shown": [order.pk]}
    at_the_bar = {"HX-Request": "true", "HX-Target": "selection-bar"}

    assert offered not in browser.get(ORDERS).content.decode()
    ticked = browser.post(SELECT, {**ticks, "chosen": [order.pk]}, headers=at_the_bar)
    again = browser.get(ORDERS).content.decode()
    unticked = browser.post(SELECT, ticks, headers=at_the_bar).content.decode()

    foot = '<span id="selected-template" hx-swap-oob="true">'
    assert offered in ticked.content.decode().partition(foot)[2]
    assert offered in again
    assert foot in unticked
    assert offered not in unticked


def test_the_template_of_ticked_orders_is_an_export_of_what_an_upload_reads(shop, browser):
    ticked, other = shop.order(items=1), shop.order(items=1)
    keys = [ticked.pk, other.pk]

    response = browser.post(
        SELECTED, {"query": "", "action": "template", "shown": keys, "chosen": [ticked.pk]}
    )

    export = Export.objects.get()
    assert response.url == reverse("export-link", args=[token_of(export.pk)])
    run(export)
    with default_storage.open(Export.objects.get().file) as file:
        update = read(file.read(), actor=shop.user)
    assert (update.row_count, update.unchanged_count) == (1, 1)
    assert update.columns == list(COLUMNS)
    assert browser.get(response.url)["Refresh"] == f"0; url=/exports/{export.pk}/file/"
