"""A file from its upload to its undo, with a real browser; a worker works on it in between."""

import pytest
from playwright.sync_api import expect

from bulk_updates.models import BulkUpdate
from orders.models import OrderItem
from orders.states import Status
from tests.bulk_updates.uploads import csv_of, worked_on
from tests.factories import SalesChannelFactory, UserFactory
from tests.panel.bulk_updates.pages import (
    LIST,
    UNKNOWN,
    address,
    items_of,
    line_of,
    read_by,
    shipping,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = f"{LIST}new/"


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def channel(transactional_db):
    return SalesChannelFactory()


@pytest.fixture
def user(channel):
    return UserFactory(role="Operator", channels=[channel])


def choose(page, content, name="kargo.csv"):
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.get_by_label("Drop a CSV or Excel file here").set_input_files(file)


def statuses():
    return list(OrderItem.objects.order_by("pk").values_list("status", flat=True))


def test_a_file_is_uploaded_looked_at_applied_and_undone(open_page, axe, user, channel):
    items = items_of(channel, 3)
    rows = [line_of(item, "Shipped", f"JD{item.pk}") for item in items]
    content = csv_of(*rows, line_of(items_of(channel, 1)[0], "Shpped", ""))
    page = open_page(user, "/omnitron/orders/")
    page.get_by_role("link", name="Update Order Info with CSV").click()
    assert axe(page) == []
    choose(page, content)
    expect(page.get_by_text("kargo.csv, ")).to_be_visible()
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Reading the file")).to_be_visible()
    assert axe(page) == []

    update = worked_on(BulkUpdate.objects.get())
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    expect(page.locator("#bulk-update-said")).to_have_text(
        f"Bulk update {update.pk}: Ready to apply."
    )
    expect(page).to_have_title(f"Bulk update {update.pk} · Omnitron")
    expect(page.get_by_role("row", name="Approved to Shipped")).to_contain_text("3")
    refused = page.get_by_role("row", name="Shpped")
    expect(refused).to_contain_text("There is no status “Shpped”.")
    expect(page.get_by_role("button", name="Apply only if all rows are good")).to_be_disabled()
    assert axe(page) == []

    page.get_by_role("link", name="Apply", exact=True).click()
    dialog = page.get_by_role("dialog", name=f"Apply bulk update {update.pk}")
    expect(dialog).to_contain_text("3 items change. 1 refused row is left out.")
    assert axe(page) == []
    dialog.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="Applying")).to_be_visible()
    assert statuses()[:3] == [Status.APPROVED] * 3

    worked_on(update)
    expect(page.get_by_role("heading", name="3 items changed")).to_be_visible()
    assert statuses()[:3] == [Status.SHIPPED] * 3
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download Result File").click()
    assert download.value.suggested_filename == "kargo-result.csv"

    OrderItem.objects.filter(pk=items[0].pk).update(tracking_number="ELSE", version=9)
    page.get_by_role("button", name="Undo").click()
    dialog = page.get_by_role("dialog", name=f"Undo bulk update {update.pk}")
    expect(dialog).to_contain_text("2 items go back to what they were before this file.")
    expect(dialog).to_contain_text(f"stays as it is: order {items[0].order.number}.")
    assert axe(page) == []
    dialog.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Undoing")).to_be_visible()
    worked_on(update)
    expect(page.get_by_role("heading", name="2 items are as they were before")).to_be_visible()
    assert statuses()[:3] == [Status.SHIPPED, Status.APPROVED, Status.APPROVED]
    assert axe(page) == []


def test_the_whole_way_by_keyboard(open_page, user, channel):
    items = items_of(channel, 2)
    page = open_page(user, LIST)
    press_to(page, page.get_by_role("link", name="Update Order Info with CSV"))
    press_to(page, page.get_by_label("Drop a CSV or Excel file here"), key=None)
    choose(page, csv_of(*[line_of(item, "Shipped", "") for item in items]))
    press_to(page, page.get_by_role("button", name="Upload"))
    expect(page.get_by_role("heading", name="Reading the file")).to_be_visible()
    update = worked_on(BulkUpdate.objects.get())

    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    all_good = page.get_by_role("link", name="Apply only if all rows are good")
    press_to(page, all_good)
    dialog = page.get_by_role("dialog", name=f"Apply bulk update {update.pk}")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(all_good).to_be_focused()
    page.keyboard.press("Enter")
    press_to(page, dialog.get_by_role("button", name="Apply only if all rows are good"))
    expect(page.get_by_role("heading", name="Applying")).to_be_visible()
    worked_on(update)

    expect(page.get_by_role("heading", name="2 items changed")).to_be_visible()
    undo = page.get_by_role("button", name="Undo")
    press_to(page, undo)
    dialog = page.get_by_role("dialog", name=f"Undo bulk update {update.pk}")
    # The server sends it open, and a script makes it the one that Escape closes.
    expect(page.locator("dialog:modal")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    press_to(page, dialog.get_by_role("button", name="Undo"))
    expect(page.get_by_role("heading", name="Undoing")).to_be_visible()
    worked_on(update)
    expect(page.get_by_role("heading", name="2 items are as they were before")).to_be_visible()


def press_to(page, target, key="Enter"):
    """Go to a control by the tabulator alone, and press it."""
    expect(target).to_be_visible()
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    if key:
        page.keyboard.press(key)


def test_a_file_that_is_too_large_is_not_sent_and_a_bad_one_is_refused_at_the_field(
    open_page, axe, user, tmp_path
):
    page = open_page(user, NEW)
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    field = page.get_by_label("Drop a CSV or Excel file here")
    field.set_input_files(large)
    expect(page.get_by_role("alert")).to_have_text(
        "The workbook is larger than 20 MB: save the table as CSV (UTF-8), or divide it."
    )
    expect(page.get_by_role("button", name="Upload")).to_be_disabled()
    assert "POST" not in sent

    choose(page, b"order_number,order_item_id,stats\r\n1,2,3\r\n")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("alert")).to_contain_text("The column “stats” is not known")
    expect(field).to_be_focused()
    assert axe(page) == []
    choose(page, b"order_number,order_item_id,status\r\n1,2,3\r\n")
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Reading the file")).to_be_visible()


def test_refused_rows_are_looked_through_without_leaving_the_page(open_page, axe, user, channel):
    rows = [line_of(item, "Shpped", "") for item in items_of(channel, 22)]
    update = read_by(user, *rows, UNKNOWN)
    page = open_page(user, address(update))
    page.evaluate("window.stayed = true")
    section = page.locator("#refused")
    expect(section.get_by_text("20 of 23 rows")).to_be_visible()

    section.get_by_role("link", name="Next").click()
    expect(section.get_by_text("3 of 23 rows")).to_be_visible()
    section.get_by_role("link", name="Unknown item").click()
    expect(section.get_by_text("1 of 1 row")).to_be_visible()
    expect(section.get_by_role("link", name="Unknown item")).to_be_focused()
    assert page.evaluate("window.stayed")
    assert axe(page) == []


def test_what_cannot_be_read_is_read_again_or_discarded(open_page, axe, user):
    page = open_page(user, NEW)
    choose(page, b'order_number;order_item_id;status\r\n1;2;"x\r\n')
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Reading the file")).to_be_visible()
    update = worked_on(BulkUpdate.objects.get())
    expect(page.get_by_text("The quotes of the row that begins on line 2")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Encoding").select_option("Find out")
    page.get_by_role("button", name="Read Again").click()
    expect(page.get_by_role("heading", name="Reading the file")).to_be_visible()
    worked_on(update)
    page.get_by_role("link", name="Discard").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Discarded: nothing was changed")).to_be_visible()
    assert axe(page) == []


def test_a_page_that_follows_the_work_takes_nobody_s_focus(open_page, user, channel):
    update = shipping(user, items_of(channel, 1))
    page = open_page(user, address(update))
    page.get_by_role("link", name="Apply", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="Applying")).to_be_visible()
    search = page.get_by_role("searchbox").first
    search.focus()
    worked_on(update)
    expect(page.get_by_role("heading", name="1 item changed")).to_be_visible()
    expect(search).to_be_focused()


def test_a_long_name_leaves_the_steps_beside_the_heading(open_page, user, channel):
    line = line_of(items_of(channel, 1)[0], "Shipped", "")
    update = read_by(user, line, name=f"{'kargo_' * 24}.csv")
    page = open_page(user, address(update))
    heading = page.get_by_role("heading", level=1).bounding_box()
    steps = page.get_by_role("list", name="Steps").bounding_box()
    assert heading["y"] <= steps["y"] + steps["height"] / 2 <= heading["y"] + heading["height"]


@pytest.mark.parametrize("width", [390, 1280])
def test_long_names_and_values_stay_within_the_page(open_page, axe, user, channel, width):
    item, other = items_of(channel, 2)
    rows = [line_of(item, "Shipped", "T" * 120), line_of(other, "Shipped", "T" * 300)]
    update = read_by(user, *rows, name=f"{'kargo_' * 24}.csv")
    for path in (LIST, NEW, address(update)):
        page = open_page(user, path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert axe(page) == []
