"""A real browser against a real server. Every page that breaks its own policy fails its test."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.chromium import find_chromium

AXE = Path(settings.BASE_DIR, "node_modules/axe-core/axe.min.js")
# What can differ between two themes of one page.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# Playwright runs an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _time_to_undo(settings):
    """A busy machine checks a page for more than the usual ten seconds before it is undone."""
    settings.CANCELLATION_UNDO_SECONDS = 120


@pytest.fixture
def open_page(browser, live_server):
    """`open_page(user, "/omnitron/orders/", width=390)`: a page of their own, in light colours."""
    contexts, complaints = [], []

    def open_page(user, path="/", *, width=1280):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="light",
            # Colours that are on their way from light to dark are no contrast to check.
            reduced_motion="reduce",
            locale="en-GB",
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([_session_of(user, live_server.url)])
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def axe():
    """`axe(page)`: what the accessibility checker finds, in dark and in light, as one line each.

    Nothing is the aim. The colours change on the page as it stands, with its dialogs and menus.
    """

    def axe(page):
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text())
        return _findings(page, "dark", COLOURS) + _findings(page, "light", {})

    return axe


def _findings(page, theme, options):
    page.emulate_media(color_scheme=theme)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    found = page.evaluate(
        "options => axe.run(document, options)", {"resultTypes": ["violations"], **options}
    )
    return [
        f"{theme}: {violation['id']}: {node['html'][:120]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def _session_of(user, url):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def settled(page):
    """Wait until htmx has taken what it brought over: before that a key loads the whole page."""
    expect(
        page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    ).to_have_count(0)
