"""From ticked orders over a mail to a file on the disk, with a real browser and a real worker."""

import os
import re
import subprocess
import sys

import openpyxl
import pytest
from django.conf import settings
from playwright.sync_api import expect

from exports.models import ColumnSet, Export
from tests.exports.conftest import media
from tests.exports.shop import Shop
from tests.exports.test_faults import ROOT, database_url
from tests.factories import OrderFactory
from tests.panel.exports.pages import LIST, at, new

__all__ = ["media"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORDERS = "/omnitron/orders/"
# A worker takes its time to begin, on a busy machine more of it.
PATIENCE = 60_000
# In the address of a look at exports that are under way.
WATCHED = "watched="


@pytest.fixture
def shop(transactional_db):
    return Shop()


@pytest.fixture
def worker(transactional_db, media, mail_server):
    """A worker as it runs in production, for this test's database, files and mail server."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "celery", "--quiet", "--app", "omnitron", "worker"),
            *("--queues", "celery,exports", "--pool", "solo", "--loglevel", "ERROR"),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "MEDIA_ROOT": str(media),
            "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
            "DJANGO_SETTINGS_MODULE": "omnitron.settings",
        },
    )
    yield process
    process.terminate()
    process.wait()


def link_in(mail_server, worker):
    """The link of the mail, once there is one."""
    while not Export.objects.exclude(mailed_at=None).exists():
        assert worker.poll() is None
    (mail,) = mail_server.mails
    return re.search(r"http://\S+", mail.get_body(["plain"]).get_content())[0]


def test_orders_of_two_pages_become_a_workbook_that_a_mail_brings(
    open_page, shop, worker, mail_server, tmp_path
):
    address = shop.order(items=1).shipping_address
    OrderFactory.create_batch(
        59, channel=shop.channel, customer=address.customer, shipping_address=address, items=1
    )
    page = open_page(shop.user, ORDERS)
    numbers = []
    for _page in range(2):
        row = page.locator("tbody tr").first
        numbers.append(row.get_by_role("link").inner_text())
        row.get_by_role("checkbox").check()
        expect(page.get_by_text(f"{len(numbers)} selected")).to_be_visible()
        if len(numbers) == 1:
            page.get_by_role("link", name="Next").click()
            page.wait_for_url("**after=**")
    page.get_by_role("button", name="Export to Excel with Selected Items").click()

    page.wait_for_url(f"**{LIST}")
    expect(page.get_by_text("We will e-mail you a link to")).to_be_visible()
    row = page.get_by_role("rowgroup").filter(has_text="Order items, Excel")
    expect(row).to_contain_text("2 orders chosen")
    # Nobody loads the page again.
    expect(row.get_by_text("Ready")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(f"Export {Export.objects.get().pk} is ready.")).to_be_visible()
    expect(page.get_by_text("is on its way")).to_have_count(0)

    stranger = open_page(None, link_in(mail_server, worker))
    stranger.get_by_label("Username").fill(shop.user.username)
    stranger.get_by_label("Password", exact=True).fill("correct horse")
    with stranger.expect_download() as download:
        stranger.get_by_role("button", name="Sign In").click()
    assert download.value.suggested_filename == f"order-items-{Export.objects.get().pk}.xlsx"
    download.value.save_as(tmp_path / "items.xlsx")
    (sheet,) = openpyxl.load_workbook(tmp_path / "items.xlsx").worksheets
    header, *rows = sheet.iter_rows(values_only=True)
    assert header[:3] == ("order_number", "order_item_id", "row_version")
    assert sorted(row[0] for row in rows) == sorted(numbers)


def test_the_template_of_ticked_orders_is_asked_for_at_the_foot(open_page, shop, axe):
    ticked = shop.order(items=1)
    shop.order(items=1)
    page = open_page(shop.user, ORDERS)
    offer = page.get_by_role("button", name="Download template for selected orders")
    expect(offer).to_have_count(0)
    page.get_by_role("checkbox", name=f"Select order {ticked.number}").check()
    expect(offer).to_be_visible()
    assert axe(page) == []
    offer.click()
    page.wait_for_url("**/exports/*/")
    assert Export.objects.get().selection.order_ids == [ticked.pk]


@pytest.mark.parametrize(("width", "lines"), [(1280, 1), (390, 2)])
def test_what_can_be_done_with_ticked_orders_takes_as_few_lines_as_fit(
    open_page, shop, width, lines
):
    order = shop.order(items=1)
    shop.order(items=1)
    page = open_page(shop.user, ORDERS, width=width)
    page.get_by_role("checkbox", name=f"Select order {order.number}").check()
    bar = page.get_by_role("region", name="Selection")
    expect(bar).to_be_visible()
    tops = bar.evaluate("bar => [...bar.children].map(part => part.getBoundingClientRect())")
    middles = {round((part["top"] + part["bottom"]) / 2) for part in tops}
    assert len(middles) == lines
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_columns_are_chosen_saved_and_applied_by_keyboard(open_page, shop, axe):
    selection = shop.tick(shop.order(items=1))
    page = open_page(shop.user, new(selection))
    assert axe(page) == []
    press = page.keyboard.press

    page.get_by_role("button", name="None").focus()
    press("Enter")
    expect(page.get_by_text("0 of 24 columns")).to_be_visible()
    page.get_by_role("button", name="Export", exact=True).focus()
    press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one column.")
    assert axe(page) == []

    for name in ("Order number", "SKU"):
        page.get_by_role("checkbox", name=name, exact=True).focus()
        press("Space")
    expect(page.get_by_text("2 of 24 columns")).to_be_visible()
    page.get_by_role("radio", name="Excel").focus()
    press("ArrowRight")
    page.get_by_label("Save this choice as").focus()
    page.keyboard.type("For the courier")
    press("Tab")
    press("Enter")

    expect(page.get_by_text("The choice “For the courier” is saved")).to_be_visible()
    kept = ColumnSet.objects.get()
    assert (kept.columns, kept.format) == (["order_number", "sku"], "csv")
    page.goto(new(selection))
    page.get_by_label("Saved choice").focus()
    page.keyboard.type("For")
    press("Tab")
    press("Enter")
    expect(page.get_by_text("2 of 24 columns")).to_be_visible()
    expect(page.get_by_role("radio", name="CSV")).to_be_checked()

    page.get_by_role("link", name="Delete").focus()
    press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Delete the saved choice")
    assert axe(page) == []
    press("Escape")
    expect(page.get_by_role("link", name="Delete")).to_be_focused()
    page.get_by_role("button", name="Export", exact=True).focus()
    press("Enter")
    page.wait_for_url(f"**{LIST}")
    export = Export.objects.get()
    assert (export.columns, export.format) == (["order_number", "sku"], "csv")


def test_an_export_is_called_off_among_others_in_every_state(open_page, shop, axe):
    order = shop.order(items=1)
    shop.export(order)
    at(shop.ask(order), "failed", error="no_space")
    at(shop.ask(order), "canceled")
    at(shop.ask(order), "running", rows_done=3, rows_total=7)
    waits = shop.ask(order)
    page = open_page(shop.user, LIST)
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name=f"Cancel export {waits.pk}").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Cancel export {waits.pk}?")
    expect(dialog).to_contain_text("What is written so far is thrown away")
    assert axe(page) == []

    dialog.get_by_role("button", name="Cancel the Export").click()

    expect(page.get_by_text(f"Export {waits.pk} was canceled.")).to_be_visible()
    waits.refresh_from_db()
    assert waits.status == "canceled"
    page.set_viewport_size({"width": 390, "height": 900})
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_exports_under_way_are_looked_at_but_not_behind_a_question(open_page, shop):
    export = shop.ask(shop.order(items=1))
    page = open_page(shop.user, LIST)
    page.clock.install()
    page.reload()
    looks = []
    page.on(
        "request", lambda request: looks.append(request.url) if WATCHED in request.url else None
    )

    with page.expect_response(lambda response: WATCHED in response.url):
        page.clock.run_for(2_000)
    page.get_by_role("link", name=f"Cancel export {export.pk}").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    before = len(looks)
    page.clock.run_for(10_000)
    assert len(looks) == before

    dialog.get_by_role("link", name="Back").click()
    at(export, "failed", error="no_space")
    page.clock.run_for(2_000)
    expect(page.get_by_text(f"Export {export.pk} has ended without a file.")).to_be_visible()


def test_a_choice_that_is_refused_is_told_at_the_bar_and_the_ticks_stay(open_page, shop):
    order = shop.order(items=1)
    for _n in range(10):
        shop.ask(order)
    page = open_page(shop.user, ORDERS)
    page.get_by_role("checkbox", name=f"Select order {order.number}").check()
    expect(page.get_by_text("1 selected")).to_be_visible()

    page.get_by_role("button", name="Export to CSV with Selected Items").click()

    expect(page.locator("#selection-bar").get_by_role("alert")).to_contain_text(
        "10 of your exports are under way"
    )
    expect(page.get_by_role("checkbox", name=f"Select order {order.number}")).to_be_checked()
