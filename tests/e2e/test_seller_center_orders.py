"""A seller's person at work: from the list over a filter and the columns to a file on the disk."""

import csv

import pytest
from playwright.sync_api import expect

from exports.models import Export
from tests.e2e.test_exports import PATIENCE, link_in, worker
from tests.exports.conftest import media
from tests.factories import SellerFactory, UserFactory
from tests.orders.packages.parcels import staff_of
from tests.seller_center.order_list.pages import LIST, order_of

__all__ = ["media", "worker"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXPORTS = "/seller-center/exports/"


@pytest.fixture
def seller(transactional_db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def staff(seller):
    return staff_of(seller)


@pytest.fixture
def orders(seller):
    """Two orders on their way, of which another seller has a part of one, and one to be packed."""
    other = SellerFactory(name="Outro Lar")
    return [
        order_of(seller, 500, number="1711-A", first_name="Ana", others=[other]),
        order_of(seller, 500, number="1711-B", first_name="Umut"),
        order_of(seller, 400, number="1711-C", first_name="Inês"),
    ]


def test_the_list_is_searched_filtered_and_exported_by_keyboard(open_page, staff, orders):
    page = open_page(staff, LIST)
    press = page.keyboard.press
    press("/")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.keyboard.type("umut")
    press("Enter")
    page.wait_for_url("**q=umut")
    expect(page.get_by_role("link", name="1711-B")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)

    page.get_by_role("link", name="Clear").focus()
    press("Enter")
    page.wait_for_url(f"**{LIST}")
    page.get_by_label("Customer", exact=True).focus()
    page.keyboard.type("ana")
    press("Enter")
    page.wait_for_url("**customer=ana")
    expect(page.get_by_role("link", name="1711-A")).to_be_visible()
    page.locator("summary", has_text="Export").focus()
    press("Enter")
    press("Tab")
    expect(page.get_by_role("button", name="Export Orders")).to_be_focused()
    press("Escape")
    expect(page.locator("summary", has_text="Export")).to_be_focused()
    press("Enter")
    press("Tab")
    press("Enter")
    expect(page.get_by_role("heading", name="Export Orders")).to_be_visible()
    expect(page.get_by_text("1 order", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_an_order_is_exported_from_its_page(open_page, staff, orders, axe, width):
    page = open_page(staff, f"{LIST}1711-A/", width=width)
    page.locator("summary", has_text="Export").click()
    expect(page.get_by_text("This order. You choose the columns next.")).to_be_in_viewport()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Export Order Items").click()
    expect(page.get_by_role("heading", name="Export Order Items")).to_be_visible()
    expect(page.get_by_text("1 item of 1 order", exact=True)).to_be_visible()


def test_a_seller_is_suggested_to_the_marketplace(open_page, orders):
    channels = [order.channel for order in orders]
    page = open_page(UserFactory(role="MPO", channels=channels), LIST)
    page.get_by_label("Seller", exact=True).press_sequentially("outro")
    expect(page.locator("#seller-options option")).to_have_attribute("value", "Outro Lar")
    page.get_by_label("Seller", exact=True).fill("Outro Lar")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**seller=Outro**")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row", name="1711-A")).to_contain_text("Casa Aurora, Outro Lar")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_list_is_accessible_and_fits(open_page, staff, orders, axe, width):
    page = open_page(staff, f"{LIST}?status=shipped", width=width)
    assert axe(page) == []
    page.locator("summary", has_text="Export").click()
    expect(page.get_by_role("button", name="Export Orders")).to_be_in_viewport(ratio=1)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(f"{LIST}?status=delivered&placed_from=soon")
    assert axe(page) == []
    page.goto(EXPORTS)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_filtered_list_becomes_a_file_that_a_mail_brings(
    open_page, staff, orders, worker, mail_server, tmp_path
):
    page = open_page(staff, LIST)
    page.get_by_role("link", name="Shipped 2").click()
    page.wait_for_url("**status=shipped")
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_text("Export", exact=True).click()
    expect(page.get_by_text("The 2 orders that match now.")).to_be_visible()
    page.get_by_role("button", name="Export Order Items").click()

    expect(page.get_by_role("heading", name="Export Order Items")).to_be_visible()
    expect(page.get_by_text("2 items of 2 orders")).to_be_visible()
    page.get_by_role("button", name="None").click()
    for name in ("Order number", "Status", "Seller"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    page.get_by_text("CSV", exact=True).click()
    page.get_by_role("button", name="Export", exact=True).click()

    page.wait_for_url(f"**{EXPORTS}")
    expect(page.get_by_text(f"We will e-mail you a link to {staff.email}")).to_be_visible()
    row = page.get_by_role("rowgroup").filter(has_text="Order items, CSV")
    expect(row).to_contain_text("All orders · Status: Shipped")
    expect(row.get_by_text("Ready")).to_be_visible(timeout=PATIENCE)

    at_home = open_page(None, link_in(mail_server, worker))
    at_home.get_by_label("Username").fill(staff.username)
    at_home.get_by_label("Password", exact=True).fill("correct horse")
    with at_home.expect_download() as download:
        at_home.get_by_role("button", name="Sign In").click()
    assert download.value.suggested_filename == f"order-items-{Export.objects.get().pk}.csv"
    download.value.save_as(tmp_path / "items.csv")
    header, *rows = csv.reader((tmp_path / "items.csv").open(encoding="utf-8-sig", newline=""))
    assert header == ["order_number", "status", "Seller"]
    assert sorted(rows) == [
        ["1711-A", "Shipped", "Casa Aurora"],
        ["1711-B", "Shipped", "Casa Aurora"],
    ]
    at_home.get_by_label("Exports").get_by_role("link", name="Exports").click()
    at_home.wait_for_url(f"**{EXPORTS}")
