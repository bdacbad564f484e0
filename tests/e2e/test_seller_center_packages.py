"""A package in Seller Center, from the order to the customer's door, with a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from orders.states import Status
from tests.cancellations.conftest import shop
from tests.e2e.conftest import settled
from tests.factories import PackageFactory, SellerFactory, ShippingCompanyFactory, UserFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of, statuses_of
from tests.seller_center.packages.pages import LIST, url_of

__all__ = ["shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seller(transactional_db):
    ShippingCompanyFactory(name="Jadlog")
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def packer(seller):
    return staff_of(seller, first_name="Renata", last_name="Moura")


at_each_width = pytest.mark.parametrize("width", [1280, 390])


@at_each_width
def test_the_life_of_a_package_by_mouse(open_page, packer, seller, axe, width):
    package = package_of(seller, Status.APPROVED, Status.APPROVED)
    page = open_page(packer, width=width)
    if width < 600:
        page.get_by_role("link", name="Open the menu").click()
    page.get_by_role("link", name="Packages Preparing 1").click()
    expect(page.get_by_role("heading", name="Packages Preparing")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name=package.number, exact=True).click()
    assert axe(page) == []

    page.get_by_role("button", name="Start Preparing").click()
    expect(page.get_by_text(f"Package {package.number} is Preparing now.")).to_be_visible()
    page.get_by_role("button", name="Ready to Ship").click()
    expect(page.get_by_text(f"Package {package.number} is Ready to Ship now.")).to_be_visible()
    page.get_by_role("button", name="One Step Back").click()
    page.get_by_role("button", name="Ready to Ship").click()
    expect(page.get_by_role("button", name="Ship", exact=True)).to_be_visible()
    assert axe(page) == []

    page.get_by_label("Shipping company").select_option("Jadlog")
    page.get_by_role("button", name="Ship", exact=True).click()
    expect(page.get_by_text("Jadlog needs a tracking number")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Tracking number").fill("JD04")
    page.get_by_role("button", name="Ship", exact=True).click()
    expect(page.get_by_role("link", name="JD04").first).to_be_visible()
    page.get_by_role("button", name="Delivery Failed").click()
    expect(page.get_by_text("It came back")).to_be_visible()
    page.get_by_role("button", name="Delivered").click()
    expect(page.get_by_text(f"Package {package.number} is Delivered now.")).to_be_visible()

    # The address stays that of the page: it can be loaded again.
    assert page.url.endswith(url_of(package))
    assert statuses_of(package) == [Status.DELIVERED, Status.DELIVERED]
    assert axe(page) == []


def test_the_life_of_a_package_by_keyboard(open_page, packer, seller):
    package = package_of(seller)
    page = open_page(packer, url_of(package))

    page.get_by_role("button", name="Start Preparing").focus()
    page.keyboard.press("Enter")
    # What comes next has the focus.
    expect(page.get_by_role("button", name="Ready to Ship")).to_be_focused()
    settled(page)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Shipping company")).to_be_focused()
    page.keyboard.type("Jadlog")
    page.keyboard.press("Tab")
    page.keyboard.type("JD04")
    page.keyboard.press("Enter")
    expect(page.locator("#package-status")).to_be_focused()
    settled(page)
    page.get_by_role("button", name="Delivered").press("Enter")
    expect(page.get_by_text(f"Package {package.number} is Delivered now.")).to_be_visible()

    page.get_by_label("Number").fill("CA-1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Give the date of the invoice.")).to_be_visible()
    expect(page.get_by_label("Number")).to_have_value("CA-1")
    assert fresh(package).status == "delivered"


@at_each_width
def test_another_delivery_setting_and_a_package_of_its_own(open_page, packer, seller, axe, width):
    package = package_of(seller, Status.PREPARING, Status.PREPARING)
    page = open_page(packer, url_of(package), width=width)

    page.get_by_role("button", name="Create New Package").click()
    expect(page.get_by_text("it would be empty")).to_be_visible()
    page.get_by_role("checkbox", name="Choose").nth(1).check()
    page.get_by_role("button", name="Create New Package").click()
    expect(page.get_by_text("1 line is in a package of its own now:")).to_be_visible()

    page.get_by_text("Change Delivery Setting").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("this one is not offered").first).to_be_visible()
    assert axe(page) == []


@at_each_width
def test_two_invoices_stand_side_by_side(open_page, packer, seller, axe, width):
    package = package_of(seller)
    page = open_page(packer, url_of(package), width=width)
    package.items.update(invoice_number="THEIRS-1")

    page.get_by_label("Number").fill("MINE-1")
    page.get_by_label("Date").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Give Invoice").click()
    expect(page.get_by_text("changed this while you were editing it: Number.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == []
    page.get_by_role("radio", name="THEIRS-1").check()
    page.get_by_role("button", name="Give Invoice").click()
    expect(page.get_by_text(f"Package {package.number} has invoice THEIRS-1.")).to_be_visible()


@at_each_width
def test_items_are_rejected_and_that_is_undone(open_page, shop, axe, width):
    order = shop.place("30.00", "20.00")
    package = PackageFactory(order=order)
    order.items.update(package=package, seller=package.seller)
    order.seller_ids = [package.seller_id]
    order.save()
    page = open_page(staff_of(package.seller), url_of(package), width=width)
    dialog = page.get_by_role("dialog", name="Cancellation reason")

    page.get_by_role("checkbox", name="Choose").nth(1).check()
    page.get_by_role("button", name="Reject").click()
    expect(dialog.get_by_text("The customer gets €30.00 back.")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Reject")).to_be_focused()

    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog.get_by_text("Choose a reason.")).to_be_visible()
    dialog.get_by_label("Reason").select_option(str(shop.reasons["cancel"]))
    dialog.get_by_role("button", name="OK").click()
    expect(page.get_by_text("Money moves in")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Undo").click()
    plan = CancellationPlan.objects.get()
    expect(page.get_by_text(f"Plan {plan.pk} was withdrawn: no money has moved.")).to_be_visible()
    assert statuses_of(package) == [Status.APPROVED, Status.APPROVED]


@pytest.mark.parametrize("where", ["list", "page"])
def test_nothing_is_wider_than_a_phone(open_page, packer, seller, where, axe):
    package = package_of(seller, Status.PREPARING, number="1" * 60)
    package.items.update(name="Jogo de toalhas Amazônia com nome comprido" * 3)
    path = {"list": f"{LIST}?view=preparing", "page": url_of(package)}[where]
    page = open_page(packer, path, width=390)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe(page) == []


def test_the_marketplace_reads(open_page, seller, axe):
    package = package_of(seller)
    mpo = UserFactory(role="MPO", channels=[package.order.channel])
    page = open_page(mpo, url_of(package))

    expect(page.get_by_role("heading", name=f"Package {package.number}")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    assert axe(page) == []


def test_enter_pressed_once_more_delivers_nothing(open_page, packer, seller):
    """A scanner may end a number with two line ends."""
    ShippingCompanyFactory(name="Boreas")
    package = package_of(seller, Status.PREPARING)
    page = open_page(packer, url_of(package))
    page.get_by_role("button", name="Ready to Ship").click()
    page.get_by_label("Shipping company").select_option("Boreas")
    page.get_by_label("Tracking number").fill("B1")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Package {package.number} is Shipped now.")).to_be_visible()
    settled(page)
    expect(page.locator("#package-status")).to_be_focused()
    page.keyboard.press("Enter")

    settled(page)
    assert fresh(package).status == "shipped"


def test_the_field_that_was_refused_stays_in_view(open_page, packer, seller):
    package = package_of(seller, Status.PREPARING)
    page = open_page(packer, url_of(package), width=390)
    page.get_by_label("Number", exact=True).fill("FT-1")
    page.get_by_label("Date", exact=True).fill("2999-01-31")
    page.get_by_role("button", name="Give Invoice").click()

    told = page.get_by_text("The invoice date 31 Jan 2999 is in the future")
    expect(told).to_be_in_viewport()
    expect(page.get_by_role("button", name="Ready to Ship")).not_to_be_focused()
