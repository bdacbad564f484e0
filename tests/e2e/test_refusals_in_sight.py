"""Where the page stands after it refused something, on a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orders.states import Status
from tests.e2e.conftest import settled
from tests.factories import SellerFactory, ShippingCompanyFactory
from tests.orders.packages.parcels import package_of, staff_of
from tests.seller_center.packages.pages import url_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seller(transactional_db):
    ShippingCompanyFactory(name="Jadlog")
    return SellerFactory(name="Casa Aurora")


@pytest.fixture
def page(open_page, seller):
    """The page of a package that stands ready."""
    package = package_of(seller, *[Status.PREPARING] * 3, ready_at=timezone.now())
    return open_page(staff_of(seller), url_of(package), width=390)


def is_clear_of_the_top_bar(page, element):
    """Whether all of it is seen."""
    box, bar = element.bounding_box(), page.locator("header").first.bounding_box()
    window = page.viewport_size["height"]
    return bar["y"] + bar["height"] <= box["y"] and box["y"] + box["height"] <= window


def test_why_a_form_further_down_was_refused_is_seen(page):
    page.get_by_label("Number", exact=True).fill("CA-1")
    page.get_by_role("button", name="Give Invoice").click()

    reason = page.get_by_role("alert").filter(has_text="Give the date of the invoice.")
    expect(reason).to_be_visible()
    settled(page)
    assert is_clear_of_the_top_bar(page, reason)


def test_a_refusal_on_top_of_the_page_is_seen(page):
    page.get_by_role("button", name="Create New Package").click()

    reason = page.get_by_role("alert").filter(has_text="it would be empty")
    expect(reason).to_be_focused()
    settled(page)
    assert is_clear_of_the_top_bar(page, reason)


def test_a_good_answer_leads_to_the_top(page):
    page.get_by_label("Number", exact=True).fill("CA-1")
    page.get_by_label("Date").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Give Invoice").click()

    expect(page.get_by_text("has invoice CA-1.")).to_be_visible()
    settled(page)
    assert page.evaluate("scrollY") == 0
