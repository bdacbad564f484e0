"""An order whose items are chosen in a browser, on the way to the preview of a plan."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def time_to_undo(settings):
    settings.CANCELLATION_UNDO_SECONDS = 60


@pytest.fixture
def order(shop):
    lines = [
        {"price": "99.98", "quantity": 2, "discount_amount": "6.99", "name": "Towels"},
        {"price": "54.78", "name": "Pillow"},
        {"price": "20.00", "name": "Curtain", "status": 500},
    ]
    return shop.place(*lines, shipping="5.00")


def address_of(order):
    return f"/omnitron/orders/{order.number}/"


def choose(page, shop, *names):
    reason = str(shop.reasons["cancel"])
    for name in names:
        page.get_by_label(f"Choose {name}").check()
        row = page.get_by_role("row", name="Reason").filter(visible=True).last
        row.get_by_label("Reason").select_option(reason)


def choose_both(page, shop):
    choose(page, shop, "Towels", "Pillow")
    page.get_by_label("Quantity").first.fill("1")


def to_the_preview(page):
    page.get_by_role("button", name="Cancel/Return Selected Items").click()
    expect(page.get_by_role("heading", name="When you apply")).to_be_visible()
