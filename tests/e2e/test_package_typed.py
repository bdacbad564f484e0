"""What somebody typed into one form of a package's page while another part of it is sent."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from orders.models import DeliverySetting
from orders.states import Status
from tests.cancellations.conftest import shop
from tests.e2e.conftest import settled
from tests.factories import (
    DeliverySettingFactory,
    PackageFactory,
    SellerFactory,
    ShippingCompanyFactory,
)
from tests.orders.packages.parcels import fresh, package_of, staff_of
from tests.seller_center.packages.pages import url_of

__all__ = ["shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate().isoformat()


@pytest.fixture
def seller(transactional_db):
    company = ShippingCompanyFactory(name="Jadlog")
    seller = SellerFactory(name="Casa Aurora")
    DeliverySettingFactory(name="Express", seller=seller, shipping_company=company)
    return seller


@pytest.fixture
def ready(seller):
    """A package of two lines that stands ready."""
    return package_of(seller, Status.PREPARING, Status.PREPARING, ready_at=timezone.now())


@pytest.fixture
def page(open_page, seller, ready):
    """Its page, with something typed into each of its forms."""
    page = open_page(staff_of(seller), url_of(ready))
    page.get_by_label("Shipping company").select_option("Jadlog")
    page.get_by_label("Tracking number").fill("JD04")
    page.get_by_role("checkbox", name="Choose").nth(1).check()
    page.get_by_label("Number", exact=True).fill("CA-1")
    page.get_by_text("Change Delivery Setting").click()
    page.get_by_label("Delivery setting").select_option(str(DeliverySetting.objects.get().pk))
    return page


ALL = {"ship", "items", "invoice", "delivery"}


def expect_kept(page, forms=ALL):
    """What was typed into these forms stands there still."""
    if "ship" in forms:
        company = page.get_by_label("Shipping company").locator("option:checked")
        expect(company).to_have_text("Jadlog")
        expect(page.get_by_label("Tracking number")).to_have_value("JD04")
    if "items" in forms:
        expect(page.get_by_role("checkbox", name="Choose").nth(1)).to_be_checked()
    if "invoice" in forms:
        expect(page.get_by_label("Number", exact=True)).to_have_value("CA-1")
    if "delivery" in forms:
        chosen = page.get_by_label("Delivery setting").locator("option:checked")
        expect(chosen).to_have_text(re.compile("^Express, with Jadlog, Free, ship by "))
        expect(page.get_by_label("Delivery setting")).to_be_visible()


def test_a_refused_form_leaves_the_others_as_they_are(page, ready):
    page.get_by_role("button", name="Give Invoice").click()
    expect(page.get_by_text("Give the date of the invoice.")).to_be_visible()
    expect_kept(page)

    page.get_by_label("Tracking number").fill("")
    page.get_by_role("button", name="Ship", exact=True).click()
    expect(page.get_by_text("Jadlog needs a tracking number")).to_be_visible()
    # Also what was refused before.
    expect_kept(page, ALL - {"ship"})
    assert page.url.endswith(url_of(ready))


def test_a_form_that_is_saved_leaves_the_others_as_they_are(page, ready):
    page.get_by_label("Date", exact=True).fill(TODAY)
    page.get_by_role("button", name="Give Invoice").click()
    expect(page.get_by_text("has invoice CA-1")).to_be_visible()
    expect_kept(page, ALL - {"invoice"})

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("leaves by Express")).to_be_visible()
    expect_kept(page, {"ship", "items"})

    page.get_by_role("button", name="Create New Package").click()
    expect(page.get_by_text("1 line is in a package of its own now:")).to_be_visible()
    expect_kept(page, {"ship"})
    page.get_by_role("button", name="Ship", exact=True).click()
    expect(page.get_by_text(f"Package {ready.number} is Shipped now.")).to_be_visible()
    assert fresh(ready).tracking_number == "JD04"


def test_a_form_that_was_gone_meanwhile_comes_back_as_it_was(page):
    page.get_by_role("button", name="One Step Back").click()
    page.get_by_role("button", name="Ready to Ship").click()
    expect(page.get_by_role("button", name="Ship", exact=True)).to_be_visible()

    expect_kept(page)


def test_what_stayed_is_still_compared_with_what_others_saved(page, ready):
    ready.items.update(invoice_number="THEIRS-1")
    page.get_by_label("Date", exact=True).fill(TODAY)
    page.get_by_role("button", name="One Step Back").click()
    expect(page.get_by_role("button", name="Ready to Ship")).to_be_visible()

    page.get_by_role("button", name="Give Invoice").click()

    expect(page.get_by_text("changed this while you were editing it: Number.")).to_be_visible()
    assert set(ready.items.values_list("invoice_number", flat=True)) == {"THEIRS-1"}


def test_enter_pressed_once_more_sends_nothing_that_was_typed_elsewhere(page, ready):
    page.get_by_label("Date", exact=True).fill(TODAY)
    page.get_by_label("Number", exact=True).press("Enter")
    expect(page.get_by_text("has invoice CA-1")).to_be_visible()
    settled(page)
    expect(page.get_by_label("Tracking number")).to_have_value("JD04")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Enter")

    settled(page)
    assert fresh(ready).status == "ready_to_ship"


def test_a_look_at_plans_takes_no_tick_away(open_page, shop):
    order = shop.place("30.00", "20.00", "10.00")
    package = PackageFactory(order=order)
    order.items.update(package=package, seller=package.seller)
    order.seller_ids = [package.seller_id]
    order.save()
    page = open_page(staff_of(package.seller), url_of(package))
    page.get_by_role("checkbox", name="Choose").nth(1).check()
    page.get_by_role("button", name="Reject").click()
    page.get_by_role("dialog").get_by_label("Reason").select_option(str(shop.reasons["cancel"]))
    page.get_by_role("dialog").get_by_role("button", name="OK").click()
    expect(page.get_by_text("Money moves in")).to_be_visible()
    settled(page)
    page.get_by_role("checkbox", name="Choose").nth(1).check()

    with page.expect_response(url_of(package)):
        pass
    settled(page)

    expect(page.get_by_role("checkbox", name="Choose").nth(1)).to_be_checked()
    assert CancellationPlan.objects.count() == 1


def test_an_answer_of_the_server_itself_can_be_loaded_again(page, ready):
    """A form that is sent before the scripts are there loads the page."""
    page.evaluate("document.getElementById('invoice-form').submit()")
    expect(page.get_by_text("Give the date of the invoice.")).to_be_visible()

    assert page.url.endswith(url_of(ready))
