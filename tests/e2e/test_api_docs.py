"""The page to read and to try the API."""

import pytest
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from playwright.sync_api import expect

from omnitron.accounts.services.tokens import make_token
from tests.e2e.conftest import AXE
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# How Swagger UI puts its page together, which is not ours to change.
ITS_OWN = ("heading-order", "nested-interactive", "region")
# One screen on, drawn; the operations that are there.
SCROLLED = """async () => {
    scrollBy(0, innerHeight / 2);
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
    return [...document.querySelectorAll(".opblock")].map((each) => each.id);
}"""
ME = "#operations-active_user-active_user_get"


def operations():
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    return [(path, method) for path, methods in paths.items() for method in methods]


def scrolled_through(page):
    """The operations of the page, which it draws as they come into sight."""
    seen = set()
    while True:
        seen |= set(page.evaluate(SCROLLED))
        if page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1"):
            return seen


@pytest.fixture
def elif_(transactional_db):
    return UserFactory(role="API client", username="elif")


@pytest.fixture
def docs(open_page, elif_):
    """`docs(width)`: the page by its link, and the addresses it asked for."""

    def docs(width=1280):
        page = open_page(elif_, "/accounts/tokens/", width=width)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.get_by_role("link", name="API documentation").click()
        expect(page.locator(ME)).to_be_visible(timeout=20_000)
        return page, asked

    return docs


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_shows_every_operation_and_loads_nothing_from_elsewhere(docs, live_server, width):
    page, asked = docs(width)

    assert len(scrolled_through(page)) == len(operations())
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
    assert live_server.url + reverse("api:schema") in asked
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 390])
def test_an_operation_is_tried_with_a_token(docs, elif_, width):
    _token, key = make_token(actor=elif_, name="Trial", days=30)
    page, _asked = docs(width)
    page.get_by_role("button", name="Authorize").click()
    page.locator(".auth-container input").fill(f"Token {key}")
    page.locator(".auth-container button.authorize").click()
    page.locator(".auth-container button.btn-done").click()
    me = page.locator(ME)
    me.locator(".opblock-summary-control").click()
    me.get_by_role("button", name="Try it out").click()
    me.get_by_role("button", name="Execute").click()

    expect(me.locator(".live-responses-table .response-col_status").last).to_have_text("200")
    expect(me.locator(".live-responses-table")).to_contain_text('"username": "elif"')
    assert page.evaluate("document.documentElement.scrollWidth") == width
    # Whoever loads the page again is nobody: the key is kept nowhere.
    assert key not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


def test_words_can_be_read_in_light_and_dark(docs):
    page, _asked = docs()
    page.locator(ME).locator(".opblock-summary-control").click()
    page.locator(ME).get_by_role("button", name="Try it out").click()
    found = {}
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        expect(page.locator("html.dark-mode")).to_have_count(int(theme == "dark"))
        # Colors that are on their way from one to the other are in neither theme.
        page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")
        page.evaluate(AXE.read_text())
        violations = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        found[theme] = [each["id"] for each in violations if each["id"] not in ITS_OWN]

    assert found == {"dark": [], "light": []}
