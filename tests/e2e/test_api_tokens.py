"""API tokens: made, copied and revoked, by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect
from rest_framework.test import APIClient

from omnitron.accounts.models import ApiToken
from omnitron.accounts.services.tokens import make_at_sign_in, make_token
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
URL = "/accounts/tokens/"


@pytest.fixture
def elif_(transactional_db):
    return UserFactory(role="Admin", username="elif")


def is_answered(key):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client.get("/api/v1/active_user/").status_code == 200


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_a_token_is_made_copied_and_revoked_by_mouse(open_page, axe, elif_):
    page = open_page(elif_, "/accounts/settings/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("summary.user").click()
    page.locator(".dropdown-menu").get_by_role("link", name="API tokens").click()
    expect(page.get_by_text("You have no tokens")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Name").fill("ERP")
    page.get_by_label("Ends").select_option("Never")
    page.get_by_role("button", name="New Token").click()

    expect(page.get_by_role("alert")).to_contain_text("it will not be shown again")
    assert axe(page) == []
    page.get_by_role("button", name="Copy the Key").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    key = page.evaluate("navigator.clipboard.readText()")
    assert key == page.locator("#key code").first.inner_text()
    assert is_answered(key)

    page.get_by_role("link", name="Revoke: ERP").click()
    expect(page.get_by_role("dialog")).to_contain_text("refused from its next request on")
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("You have no tokens")).to_be_visible()
    assert not is_answered(key)


def test_a_token_is_made_and_revoked_by_keyboard(open_page, elif_):
    page = open_page(elif_, URL)
    page.get_by_label("Name").focus()
    page.keyboard.type("ERP")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The key of “ERP”")).to_be_visible()
    page.get_by_role("link", name="Revoke: ERP").press("Enter")
    expect(page.get_by_role("dialog").get_by_role("link", name="Back")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Revoke: ERP")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("You have no tokens")).to_be_visible()
    assert not ApiToken.objects.exists()


def test_a_page_that_is_loaded_again_makes_no_second_token(open_page, elif_):
    page = open_page(elif_, URL)
    page.get_by_label("Name").fill("ERP")
    page.get_by_role("button", name="New Token").click()
    expect(page.locator("#key")).to_be_visible()

    page.reload()

    expect(page.locator("form")).to_contain_text(["You have a token “ERP” already"])
    expect(page.locator("#key")).to_have_count(0)
    assert ApiToken.objects.count() == 1


def test_no_page_with_tokens_is_wider_than_a_phone(open_page, axe, elif_):
    make_token(actor=elif_, name="Warehouse robot that packs at night", days=365)
    make_at_sign_in(user=elif_, remote_addr=None)
    page = open_page(elif_, URL, width=390)
    page.get_by_label("Name").fill("W" * 100)
    page.get_by_role("button", name="New Token").click()
    expect(page.locator("#key")).to_be_visible()
    assert width_of(page) == 390
    page.get_by_role("link", name="Revoke: WWW").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.locator("dialog[open]").evaluate("it => it.scrollWidth - it.clientWidth") == 0
    page.goto(f"/omnitron/settings/users/{elif_.pk}/")
    assert width_of(page) == 390
    assert axe(page) == []
    page.goto(URL)
    page.get_by_role("link", name="Revoke: WWW").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("was revoked.")).to_be_visible()
    assert width_of(page) == 390


def test_an_administrator_revokes_the_tokens_of_a_user(open_page, axe, elif_):
    user = UserFactory(role="API client")
    make_token(actor=user, name="ERP", days=None)
    page = open_page(elif_, f"/omnitron/settings/users/{user.pk}/")
    page.get_by_role("link", name="Revoke All Tokens").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 token ends")
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Revoke All Tokens").click()

    expect(page.get_by_text("No program asks in this user’s name.")).to_be_visible()
    assert not ApiToken.objects.exists()
