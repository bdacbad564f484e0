import pytest
from playwright.sync_api import expect

from orders.states import Status
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/omnitron/orders/"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 900}


@pytest.fixture
def channel(transactional_db):
    return SalesChannelFactory(name="Marketplace")


@pytest.fixture
def operator(channel):
    return UserFactory(role="Operator", channels=[channel])


@pytest.fixture
def orders(channel):
    """One shipped order, 1711, and two approved ones."""
    first = OrderFactory(channel=channel, number="1711", status=Status.SHIPPED, payments=1)
    return [first, *OrderFactory.create_batch(2, **like(first))]


@pytest.fixture
def pages(orders):
    """As many orders as fill two pages and a part of the third."""
    return [*orders, *OrderFactory.create_batch(117, **like(orders[0]))]


def test_orders_are_told_apart_by_the_end_of_their_numbers(open_page, operator, channel):
    OrderFactory(channel=channel, number="302-1234567-1234567")

    page = open_page(operator, LIST)

    number = page.get_by_role("link", name="302-1234567-1234567")
    assert number.evaluate("link => link.scrollWidth - link.clientWidth") == 0
    assert page.locator("div.scroll").evaluate("part => part.scrollWidth - part.clientWidth") == 0


def like(order):
    return {
        "channel": order.channel,
        "customer": order.customer,
        "shipping_address": order.shipping_address,
        "status": Status.APPROVED,
    }


def test_sign_in_leads_to_the_orders(open_page, operator, orders):
    page = open_page(None, LIST)
    page.get_by_label("Username").fill(operator.username)
    page.get_by_label("Password", exact=True).fill("correct horse")
    page.get_by_role("button", name="Sign In").click()
    expect(page.get_by_role("heading", name="Orders", level=1)).to_be_visible()
    expect(page.get_by_text("3 orders match")).to_be_visible()


def test_filter_narrows_the_list_without_a_reload(open_page, operator, orders):
    page = open_page(operator, LIST)
    page.evaluate("window.stayed = true")
    page.locator("summary", has_text="Status").click()
    page.get_by_role("checkbox", name="Shipped", exact=True).check()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.get_by_text("1 order matches")).to_be_visible()
    expect(page.get_by_role("link", name="1711")).to_be_visible()
    assert page.url.endswith("?status=500")
    assert page.evaluate("window.stayed")


def test_a_chip_takes_its_filter_away(open_page, operator, orders):
    page = open_page(operator, f"{LIST}?status=500")
    page.get_by_role("link", name="Remove the filter Status").click()
    expect(page.get_by_text("3 orders match")).to_be_visible()


def test_a_pasted_list_in_the_search_box_stays_a_list(open_page, operator, orders):
    page = open_page(operator, LIST)
    page.keyboard.press("/")
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste",
                    {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        "1711\nnobody\n",
    )
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 2 numbers match no order: nobody")).to_be_visible()
    expect(page.get_by_role("link", name="1711")).to_be_visible()


def test_a_sort_turns_the_list_around_in_its_place(open_page, operator, orders, channel):
    page = open_page(operator, LIST)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Amount").click()
    page.wait_for_url("**sort=-amount")
    expect(page.locator("#order-list table")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Main")).to_have_count(1)
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Amount")
    assert page.evaluate("window.stayed")


def test_what_was_searched_for_stays_in_the_box_until_it_is_cleared(open_page, operator, orders):
    page = open_page(operator, LIST)
    box = page.get_by_role("searchbox", name="Search", exact=True)
    box.fill("nobody of that name")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No order matches")).to_be_visible()
    expect(box).to_have_value("nobody of that name")
    page.get_by_role("link", name="Clear").first.click()
    expect(page.get_by_text("3 orders match")).to_be_visible()
    expect(box).to_have_value("")


def test_pages_by_keyboard(open_page, operator, pages):
    page = open_page(operator, LIST)
    page.get_by_role("link", name="Next").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**after=**")
    expect(page.get_by_role("link", name="Next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(20)
    expect(page.get_by_role("link", name="1711")).to_be_visible()


def test_ticks_last_across_pages_and_all_can_be_chosen(open_page, operator, pages):
    page = open_page(operator, LIST)
    bar = page.get_by_role("region", name="Selection")
    page.get_by_role("checkbox", name="Select this page").check()
    expect(bar.get_by_text("50 selected")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**after=**")
    page.locator("tbody input[name=chosen]").first.check()
    expect(bar.get_by_text("51 selected")).to_be_visible()
    bar.get_by_role("button", name="Select all 120 orders that match").click()
    expect(bar.get_by_text("All 120 selected")).to_be_visible()
    expect(page.locator("tbody input[name=chosen]:checked")).to_have_count(50)
    page.locator("tbody input[name=chosen]").first.uncheck()
    expect(bar.get_by_text("All 119 selected")).to_be_visible()
    bar.get_by_role("button", name="Clear the selection").click()
    expect(bar).to_be_hidden()


def test_a_view_is_saved_and_used_again(open_page, operator, orders):
    page = open_page(operator, f"{LIST}?status=500")
    page.get_by_text("Save View").click()
    page.get_by_label("Name of the view").fill("On their way")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("View “On their way” saved.")).to_be_visible()
    page.get_by_role("link", name="All orders").click()
    expect(page.get_by_text("View “On their way” saved.")).to_be_hidden()
    expect(page.get_by_text("3 orders match")).to_be_visible()
    page.get_by_role("link", name="On their way").click()
    expect(page.get_by_text("1 order matches")).to_be_visible()


def test_axe_finds_nothing_in_the_list(open_page, operator, orders, axe):
    page = open_page(operator, f"{LIST}?customer=ines&number=1711,nobody")
    assert axe(page) == []
    page.set_viewport_size(PHONE)
    page.reload()
    assert axe(page) == []


def test_axe_finds_nothing_in_a_filter_that_failed(open_page, operator, pages, axe):
    page = open_page(operator, f"{LIST}?amount_from=abc&placed_from=soon")
    page.locator("tbody input[name=chosen]").first.check()
    expect(page.get_by_role("region", name="Selection")).to_be_visible()
    assert axe(page) == []


def test_a_phone_shows_what_the_filter_found_not_the_panel(open_page, operator, orders):
    page = open_page(operator, LIST, width=390)
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Invoice number", exact=True).fill("nobody’s")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.get_by_text("No order matches")).to_be_in_viewport()
    expect(page.get_by_label("Invoice number", exact=True)).to_be_hidden()
    page.goto(f"{LIST}?amount_from=abc")
    expect(page.get_by_label("Amount from")).to_be_visible()


def test_the_page_never_scrolls_sideways(open_page, operator, orders):
    page = open_page(operator, LIST)
    for address in (LIST, f"{LIST}?customer={'endless' * 25}"):
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_the_longest_name_of_a_time_zone_fits_the_head(open_page, operator, orders):
    operator.time_zone = "America/Argentina/ComodRivadavia"
    operator.save(update_fields=["time_zone"])
    page = open_page(operator, LIST)
    expect(page.get_by_role("link", name="Date (ComodRivadavia)")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
