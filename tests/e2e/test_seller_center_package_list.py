"""The list of packages with a real browser: ticks, what is done with many, slips, a seller."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import AXE
from tests.factories import SellerFactory, ShippingCompanyFactory, UserFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of
from tests.seller_center.packages.pages import LIST

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seller(transactional_db):
    ShippingCompanyFactory(name="Jadlog")
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def packer(seller):
    return staff_of(seller, first_name="Renata", last_name="Moura")


at_each_width = pytest.mark.parametrize("width", [1280, 390])


def tick_all(page, packages):
    """By the box above the list, which a phone has no room for."""
    if page.viewport_size["width"] > 600:
        page.get_by_role("checkbox", name="Tick all on this page").check()
    for package in packages:
        page.get_by_role("checkbox", name=f"Package {package.number}").check()


@at_each_width
def test_many_packages_at_once(open_page, packer, seller, axe, width):
    packages = [package_of(seller) for _ in range(3)]
    page = open_page(packer, f"{LIST}?view=preparing", width=width)

    bar = page.get_by_role("region", name="Ticked packages")
    expect(bar).to_be_hidden()
    tick_all(page, packages)
    expect(bar.get_by_text("3 selected")).to_be_visible()
    page.get_by_role("checkbox", name=f"Package {packages[2].number}").uncheck()
    expect(bar.get_by_text("2 selected")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == []
    page.get_by_role("button", name="Start Preparing").click()
    expect(page.get_by_text("Start Preparing: 2 packages were done.")).to_be_visible()
    tick_all(page, packages)
    page.get_by_role("button", name="Ready to Ship").click()
    answer = page.get_by_role("region", name="What was done")
    expect(answer).to_be_focused()
    expect(answer.get_by_text("1 package was left as it is.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == []
    # What was refused is ticked, and leads to its page.
    expect(bar.get_by_text("1 selected")).to_be_visible()
    expect(page.get_by_role("checkbox", name=f"Package {packages[2].number}")).to_be_checked()
    expect(answer.get_by_role("link", name=packages[2].number)).to_be_visible()
    found = [fresh(package).status for package in packages]
    assert found == ["ready_to_ship", "ready_to_ship", "waiting_packaging"]
    with page.expect_download() as download:
        answer.get_by_role("button", name="File for tracking numbers").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [packages[at].number in "".join(lines) for at in range(3)] == [True, True, False]
    answer.get_by_role("button", name="Print packing slips").click()
    expect(page.get_by_text("2 packing slips")).to_be_visible()


def test_a_selection_by_keyboard(open_page, packer, seller):
    packages = [package_of(seller) for _ in range(3)]
    page = open_page(packer, f"{LIST}?view=preparing")
    boxes = [page.get_by_role("checkbox", name=f"Package {one.number}") for one in packages]
    bar = page.get_by_role("region", name="Ticked packages")

    boxes[0].press("Space")
    expect(bar.get_by_text("1 selected")).to_be_visible()
    boxes[2].click(modifiers=["Shift"])
    expect(bar.get_by_text("3 selected")).to_be_visible()
    bar.get_by_role("button", name="Clear selection").press("Enter")

    expect(bar).to_be_hidden()
    expect(boxes[2]).to_be_focused()
    for box in boxes:
        expect(box).not_to_be_checked()


def test_without_scripts_the_bar_is_always_there(browser, open_page, packer, seller):
    package = package_of(seller)
    page = open_page(packer, f"{LIST}?view=preparing")
    plain = browser.new_context(
        base_url=page.url, storage_state=page.context.storage_state(), java_script_enabled=False
    )
    page = plain.new_page()
    page.goto(f"{LIST}?view=preparing")

    bar = page.get_by_role("region", name="Ticked packages")
    expect(bar.get_by_role("button", name="Start Preparing")).to_be_visible()
    expect(bar.get_by_role("button", name="Clear selection")).to_be_hidden()
    page.get_by_role("button", name="Start Preparing").click()
    expect(page.get_by_text("Tick the packages first.")).to_be_visible()
    page.get_by_role("checkbox", name=f"Package {package.number}").check()
    page.get_by_role("button", name="Start Preparing").click()
    expect(page.get_by_text("Start Preparing: 1 package was done.")).to_be_visible()
    plain.close()


def test_the_slips_of_ticked_packages_come_each_on_a_sheet(open_page, packer, seller):
    one, two, _other = (package_of(seller) for _ in range(3))
    page = open_page(packer, f"{LIST}?view=preparing")

    for package in (one, two):
        page.get_by_role("checkbox", name=f"Package {package.number}").check()
    page.get_by_role("button", name="Print packing slips").click()
    expect(page.get_by_role("heading", level=1)).to_have_count(2)
    assert on_paper(page) == []
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", name="Packages Preparing")).to_be_visible()

    page.get_by_role("link", name="Print packing slips").click()
    expect(page.get_by_role("heading", level=1)).to_have_count(3)


def on_paper(page):
    """What the accessibility checker finds on a page for paper, which has one theme."""
    page.evaluate(AXE.read_text())
    return page.evaluate("axe.run(document).then(({ violations }) => violations)")


def test_a_seller_is_suggested_to_the_marketplace(open_page, seller):
    package = package_of(seller)
    mpo = UserFactory(role="MPO", channels=[package.order.channel])
    package_of(SellerFactory(name="Outro Lar"), order__channel=package.order.channel)
    page = open_page(mpo, LIST)
    page.get_by_label("Seller", exact=True).press_sequentially("auro")
    expect(page.locator("#seller-options option")).to_have_attribute("value", "Casa Aurora")
    page.get_by_label("Seller", exact=True).fill("Casa Aurora")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**seller=Casa**")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("link", name=package.number, exact=True)).to_be_visible()
