from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from orders.models import ChannelAccess
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order(transactional_db):
    return OrderFactory(number=uuid4().hex[:11], first_name="Inês", last_name="Pimentel")


@pytest.fixture
def editing(open_page, order):
    """The edit form, opened in the place of the order's page."""
    user = UserFactory(role="Support", username="elif", channels=[order.channel])
    page = open_page(user, f"/omnitron/orders/{order.number}/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    return page


def test_no_page_is_kept_where_it_would_outlive_signing_out(editing):
    editing.go_back()
    expect(editing.get_by_role("link", name="Edit", exact=True)).to_be_visible()

    kept = editing.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")

    assert editing.evaluate("window.stayed")
    assert "Pimentel" not in kept


def test_going_back_shows_what_was_saved_meanwhile(editing, order):
    order.first_name = "Ines Maria"
    order.save()

    editing.go_back()

    expect(editing.locator("#customer").get_by_text("Ines Maria", exact=True)).to_be_visible()


def test_going_back_without_a_session_leads_to_the_sign_in_and_then_on(editing, order):
    Session.objects.all().delete()

    editing.go_back()

    expect(editing.get_by_text("Pimentel")).to_have_count(0)
    editing.get_by_label("Username").fill("elif")
    editing.get_by_label("Password").fill("correct horse")
    editing.get_by_role("button", name="Sign In").click()
    expect(editing.get_by_role("heading", name=f"Order {order.number}")).to_be_visible()


def test_going_back_to_what_one_may_not_see_any_more_says_so(editing):
    ChannelAccess.objects.update(channel=SalesChannelFactory())

    editing.go_back()

    expect(editing.get_by_text("There is no such order here")).to_be_visible()
    expect(editing.get_by_text("Pimentel")).to_have_count(0)
