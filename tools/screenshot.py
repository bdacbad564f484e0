"""Take the picture of the README from the demo: `python -m tools.screenshot`, beside make run."""

import os
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.chromium import find_chromium

ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
PASSWORD = Path(".data/demo_password")
PICTURE = Path("docs/images/orders.png")
SIZE: ViewportSize = {"width": 1280, "height": 800}


def main() -> None:
    """Sign in as the demo's operator and take a picture of the order list."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--headless", "--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-GB")
        sign_in(page)
        page.goto(f"{ADDRESS}/omnitron/orders/")
        page.screenshot(path=PICTURE)
        browser.close()


def sign_in(page: Page) -> None:
    """Sign in with the password that the first start settled."""
    page.goto(ADDRESS)
    page.get_by_label("Username").fill("operator")
    page.get_by_label("Password", exact=True).fill(PASSWORD.read_text().strip())
    page.get_by_role("button", name="Sign In").click()
    page.wait_for_url("**/omnitron/**")


if __name__ == "__main__":
    main()
