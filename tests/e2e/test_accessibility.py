"""What the accessibility checker finds in states that no other browser test comes through."""

import pytest
from django.urls import path
from playwright.sync_api import expect

from omnitron.accounts.sign_in_links import sign_in_link
from omnitron.urls import urlpatterns as product
from tests.factories import (
    CancellationStrategyFactory,
    SalesChannelFactory,
    SellerFactory,
    SellerStaffFactory,
    UserFactory,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls(__name__),
]

LIST = "/omnitron/orders/"


def broken(request):
    raise RuntimeError("A page with a bug.")


urlpatterns = [*product, path("broken/", broken)]


@pytest.fixture
def admin(transactional_db):
    return UserFactory(role="Admin", username="elif")


def test_a_view_that_is_saved_refused_and_deleted(open_page, axe, admin):
    page = open_page(admin, f"{LIST}?status=500")
    page.get_by_text("Save View").click()
    expect(page.get_by_label("Name of the view")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Name of the view").fill(" ")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Give the view a name of 1 to 60 characters.")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Name of the view").fill("On their way")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Delete View").click()
    expect(page.get_by_role("dialog")).to_contain_text("Delete the view “On their way”?")
    assert axe(page) == []


def test_the_questions_before_somebody_loses_a_channel_or_a_seller(open_page, axe, admin):
    channel, seller = SalesChannelFactory(), SellerFactory()
    channel.access.create(user=admin)
    SellerStaffFactory(user=admin, seller=seller)
    page = open_page(admin, f"/omnitron/settings/channels/{channel.pk}/")
    page.get_by_role("link", name="Withdraw").click()
    expect(page.get_by_role("dialog")).to_contain_text("They no longer find the orders")
    assert axe(page) == []
    page.goto(f"/omnitron/settings/sellers/{seller.pk}/")
    page.get_by_role("link", name="Remove").click()
    expect(page.get_by_role("dialog")).to_contain_text("They no longer see this seller")
    assert axe(page) == []


def test_the_question_before_a_channel_goes_back_to_strategy_one(open_page, axe, admin):
    strategy = CancellationStrategyFactory(name="Whole orders", partial_allowed=False)
    page = open_page(admin, f"/omnitron/settings/cancellation-strategies/{strategy.pk}/")
    page.get_by_label("Refund the way it was paid").uncheck()
    page.get_by_label("Name", exact=True).fill("StrategyOne")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved.")
    assert axe(page) == []
    page.get_by_role("link", name="Go Back to StrategyOne").click()
    expect(page.get_by_role("dialog")).to_contain_text("This no longer holds: whole orders only.")
    assert axe(page) == []
    page.get_by_role("button", name="Go Back to StrategyOne").click()
    expect(page.get_by_text("follows StrategyOne again")).to_be_visible()


def test_a_list_without_orders(open_page, axe, admin):
    page = open_page(admin, LIST)
    expect(page.get_by_text("You were given no sales channel")).to_be_visible()
    assert axe(page) == []
    SalesChannelFactory().access.create(user=admin)
    page.reload()
    expect(page.get_by_text("No orders yet")).to_be_visible()
    assert axe(page) == []
    page.goto(f"{LIST}?status=500&customer=ines")
    expect(page.get_by_text("No order matches all filters")).to_be_visible()
    assert axe(page) == []


PAGES_THAT_ARE_NONE = {
    "/omnitron/nothing/": "There is no such page here",
    "/accounts/logout/": "There is nothing to look at here",
    "/broken/": "Something went wrong here",
}


def test_pages_that_are_none(open_page, axe, transactional_db):
    page = open_page(UserFactory(permissions=["accounts.use_omnitron"]))
    for address, words in PAGES_THAT_ARE_NONE.items():
        page.goto(address)
        expect(page.get_by_text(words)).to_be_visible()
        assert axe(page) == []


def test_a_panel_for_nobody(open_page, axe, transactional_db):
    page = open_page(UserFactory())
    expect(page.get_by_text("You may not open this page")).to_be_visible()
    assert axe(page) == []


def test_a_form_that_was_open_for_too_long(open_page, axe, transactional_db):
    page = open_page(None, "/accounts/login/")
    page.context.clear_cookies()
    page.get_by_label("Username").fill("elif")
    page.get_by_label("Password", exact=True).fill("correct horse")
    page.get_by_role("button", name="Sign In").click()
    expect(page.get_by_text("This page was open for too long")).to_be_visible()
    assert axe(page) == []


def test_a_password_by_a_link_that_works_once(open_page, axe, admin):
    link = sign_in_link(admin, site="")
    page = open_page(None, link)
    page.get_by_label("New password", exact=True).fill("elif")
    page.get_by_label("New password confirmation").fill("elif")
    page.get_by_role("button", name="Save Password").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []
    admin.set_password("a battery staple")
    admin.save()
    page.goto(link)
    expect(page.get_by_text("This link does not work any more")).to_be_visible()
    assert axe(page) == []
