"""The list of exports: each state in words, its pages, and who sees it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exports.models import Export
from orders.models import PastedNumbers
from orders.services.selecting import select_all
from tests.exports.shop import Shop
from tests.factories import UserFactory
from tests.panel.exports.pages import LIST, at, row_of, words_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_empty_list_leads_to_the_orders(browser):
    page = browser.get(LIST)

    assert "No exports yet" in words_of(page)
    assert '<a class="btn btn-primary" href="/omnitron/orders/">' in page.content.decode()


def test_a_ready_export_is_its_receipt(shop, browser):
    yen = Shop()
    shop.give(yen.channel)
    other = yen.order(items=1)
    export = shop.export(shop.order(items=1), other, columns=["order_number", "sku"])

    page = browser.get(LIST)

    row = row_of(page, export)
    assert row.startswith(f"Order items, CSV No. {export.pk} ")
    assert f"2 orders chosen · 2 columns · Europe/Istanbul · {shop.user} · As of" in row
    assert "Ready 2" in row
    assert f"{export.sha256[:6]}…{export.sha256[-4:]}" in row
    assert f'data-copy="{export.sha256}"' in page.content.decode()
    assert f'href="/exports/{export.pk}/file/"' in page.content.decode()
    assert "Cancel" not in row
    assert "data-live" not in page.content.decode()


def test_the_sums_stand_by_currency(shop, browser):
    export = shop.export(shop.order(items=1))
    Export.objects.filter(pk=export.pk).update(sums={"BRL": "1249.90", "JPY": "1800"})

    assert "R$1,249.90 ¥1,800" in row_of(browser.get(LIST), export)


def test_one_that_waits_says_so_and_can_be_canceled(shop, browser):
    export = shop.ask(shop.order(items=1))

    page = browser.get(LIST)

    row = row_of(page, export)
    assert "Requested It waits for its turn." in row
    assert "Cancel" in row
    assert "Again" not in row
    assert "Cancel export" in words_of(page).partition("What is written so far")[0]


def test_one_that_is_written_shows_how_far_it_is(shop, browser):
    export = at(shop.ask(shop.order(items=1)), "running", rows_done=612_000, rows_total=1_204_118)

    page = browser.get(LIST)

    assert "Running 612,000 of 1,204,118 rows 50 %" in row_of(page, export)
    assert '<progress class="progress" value="612000" max="1204118"' in page.content.decode()
    assert 'data-live="2" hx-get="/omnitron/exports/?watched=' in page.content.decode()
    assert f'<noscript><a href="{LIST}">Look how far it is' in page.content.decode()


def test_one_that_failed_says_why(shop, browser):
    export = at(shop.ask(shop.order(items=1)), "failed", error="no_space")

    row = row_of(browser.get(LIST), export)

    assert "Failed The file could not be kept: the disk for files is full or closed." in row
    assert "Again" in row


def test_one_whose_time_is_over_has_no_download_before_any_sweep(shop, browser):
    export = shop.export(shop.order(items=1))
    Export.objects.filter(pk=export.pk).update(expires_at=timezone.now() - timedelta(minutes=1))

    page = browser.get(LIST)

    row = row_of(page, export)
    assert "Expired 1" in row
    assert "The file is not kept any more." in row
    assert f"{export.sha256[:6]}…{export.sha256[-4:]}" in row
    assert f"/exports/{export.pk}/file/" not in page.content.decode()


def test_orders_that_are_not_in_the_file_are_named(shop, browser):
    export = shop.export(shop.order(items=1))
    named = [f"M-{n}" for n in range(20)]
    Export.objects.filter(pk=export.pk).update(missing_count=22, missing_numbers=named)

    row = row_of(browser.get(LIST), export)

    assert f"22 of the chosen orders no longer match: {', '.join(named)}, 2 more." in row


def test_the_filter_stands_in_words(shop, browser):
    shop.order(items=1)
    pasted = PastedNumbers.keep(["1", "2", "3"], user=shop.user)
    told = []
    for query in (
        "",
        f"status=400&channel={shop.channel.pk}",
        "number=M-1",
        f"pasted_number={pasted.digest}",
        "seller=Lumiar",
        "placed_from=2017-11-24",
    ):
        selection = select_all(actor=shop.user, filter_query=query, matched=1)
        export = shop.ask(shop.order(items=1))
        Export.objects.filter(pk=export.pk).update(selection=selection)
        told.append(browser.get(LIST).context["listing"].rows[0].chosen)

    assert told == [
        "All orders",
        "All orders · Status: Approved · Channel: Mercado",
        "All orders · Order number: M-1",
        "All orders · Order number: 3 pasted",
        "All orders · Seller: Lumiar",
        "All orders · Date placed: from 24 Nov 2017",
    ]


def test_what_was_left_out_of_all_is_counted(shop, browser):
    selection = select_all(actor=shop.user, filter_query="status=400", matched=3)
    export = shop.ask(shop.order(items=1))
    selection.order_ids = [1, 2]
    selection.save()
    Export.objects.filter(pk=export.pk).update(selection=selection)

    assert "All orders · Status: Approved · 2 left out" in row_of(browser.get(LIST), export)


def test_a_look_brings_the_list_alone_and_tells_what_has_ended(shop, browser):
    ready, failed = shop.export(shop.order(items=1)), shop.ask(shop.order(items=1))
    at(failed, "failed", error="unexpected")

    page = browser.get(
        f"{LIST}?watched={ready.pk},{failed.pk}",
        headers={"HX-Request": "true", "HX-Target": "exports"},
    )

    assert page.content.decode().strip().startswith("<section")
    assert f"Export {ready.pk} is ready." in words_of(page)
    assert f"Export {failed.pk} has ended without a file." in words_of(page)


def test_what_was_said_on_asking_goes_only_when_a_look_finds_an_end(shop, browser):
    ready, waits = shop.export(shop.order(items=1)), shop.ask(shop.order(items=1))
    emptied = 'id="messages" hx-swap-oob="true"'
    found = []
    for watched in (waits.pk, f"{waits.pk},{ready.pk}"):
        page = browser.get(
            f"{LIST}?watched={watched}",
            headers={"HX-Request": "true", "HX-Target": "exports"},
        )
        found.append(emptied in page.content.decode())

    assert found == [False, True]
    assert emptied not in browser.get(f"{LIST}?watched={ready.pk}").content.decode()


def test_pages_follow_each_other_by_key(shop, browser):
    order = shop.order(items=1)
    exports = []
    for _n in range(30):
        exports.append(shop.ask(order))
        at(exports[-1], "canceled")

    first = browser.get(LIST).context["listing"]
    second = browser.get(first.next_url).context["listing"]
    back = browser.get(second.previous_url).context["listing"]

    def keys(listing):
        return [row.export.pk for row in listing.rows]

    newest = [export.pk for export in reversed(exports)]
    assert (keys(first), keys(second), keys(back)) == (newest[:25], newest[25:], newest[:25])
    assert (first.count_text, second.next_url, back.previous_url) == ("30", "", "")
    assert browser.get(f"{LIST}?after=x").context["listing"].page.problem


def test_nobody_sees_the_exports_of_others(shop, browser):
    export = shop.export(shop.order(items=1))
    colleague = UserFactory(role="Admin", channels=[shop.channel])
    browser.force_login(colleague)

    assert "No exports yet" in words_of(browser.get(LIST))
    for what in ("cancel", "again"):
        assert browser.post(f"{LIST}{export.pk}/{what}/").status_code == 404
    assert Export.objects.count() == 1


def test_exports_of_seller_center_are_not_in_omnitron(shop, browser):
    from omnitron.accounts.panels import SELLER_CENTER

    admin = UserFactory(role="Admin", is_superuser=True)
    export = shop.ask(shop.order(items=1), user=admin, panel=SELLER_CENTER)
    browser.force_login(admin)

    assert "No exports yet" in words_of(browser.get(LIST))
    assert browser.post(f"{LIST}{export.pk}/cancel/").status_code == 404


def test_the_list_costs_the_same_at_3_and_33_exports(shop, browser):
    pasted = PastedNumbers.keep(["1", "2"], user=shop.user)

    def fill(count):
        for number in range(count):
            selection = select_all(
                actor=shop.user,
                filter_query=f"customer=c{number}&pasted_number={pasted.digest}&seller=s{number}",
                matched=1,
            )
            export = shop.ask(shop.order(items=1))
            Export.objects.filter(pk=export.pk).update(selection=selection)
            at(export, "canceled" if number else "running")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            response = browser.get(LIST)
        return len(queries), len(response.context["listing"].rows)

    fill(3)
    browser.get(LIST)
    assert cost() == (5, 3)
    fill(30)
    # One more counts them, as there is another page.
    assert cost() == (6, 25)
