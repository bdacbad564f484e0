"""A tracking number that another package has, and one that is put right, with a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orders.models import Package
from orders.states import Status
from tests.e2e.conftest import settled
from tests.factories import SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import fresh, package_of, staff_of
from tests.seller_center.packages.pages import url_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

at_each_width = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture
def seller(transactional_db):
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def other(seller):
    """A package that left as JD04."""
    company = ShippingCompanyFactory(name="Jadlog")
    package = package_of(seller, Status.SHIPPED, number="e481f51cbdc54678b7cc49136f2d6af7-1")
    package.items.update(shipping_company=company, tracking_number="JD04")
    Package.objects.update(shipping_company=company, tracking_number="JD04")
    return fresh(package)


@at_each_width
def test_two_packages_in_one_parcel_are_asked_about_and_enter_answers_nothing(
    open_page, seller, other, axe, width
):
    package = package_of(seller, Status.PREPARING, ready_at=timezone.now())
    page = open_page(staff_of(seller), url_of(package), width=width)
    page.get_by_label("Shipping company").select_option("Jadlog")
    page.get_by_label("Tracking number").fill("JD04")
    page.keyboard.press("Enter")

    note = page.get_by_role("alert").filter(has_text="travels under this tracking number, too")
    expect(note).to_be_focused()
    expect(note.get_by_role("link")).to_have_attribute("href", url_of(other))
    settled(page)
    page.keyboard.press("Enter")
    settled(page)
    assert fresh(package).status == "ready_to_ship"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == []

    page.get_by_role("button", name="Ship", exact=True).click()
    expect(page.get_by_text(f"Package {package.number} is Shipped now.")).to_be_visible()


@at_each_width
def test_a_number_is_put_right(open_page, seller, other, axe, width):
    page = open_page(staff_of(seller), url_of(other), width=width)
    page.get_by_text("Correct Tracking Number").click()
    page.get_by_label("Tracking number").fill("")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Jadlog needs a tracking number")).to_be_visible()
    expect(page.get_by_label("Tracking number")).to_be_focused()
    assert axe(page) == []

    page.get_by_label("Tracking number").fill("JD05")
    page.keyboard.press("Enter")
    expect(page.get_by_text("travels with Jadlog JD05.")).to_be_visible()
    expect(page.get_by_role("link", name="JD05").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
