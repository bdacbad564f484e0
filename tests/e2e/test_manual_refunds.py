"""A refund that its gateway declined, made by hand at the desk, with a real browser."""

import pytest
from playwright.sync_api import expect

from cancellations.states import PlanStatus
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run
from tests.panel.manual_refunds.pages import DESK

__all__ = ["gateway", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def declined(shop, gateway):
    order = shop.place("30.00", "20.00", email="ines@example.com", first_name="Inês")
    register(gateway, order)
    gateway.mode("decline", next=1)
    return run(shop.plan(order, shop.wish(*order.items.all())))


def test_a_declined_refund_is_claimed_and_made(open_page, shop, declined, axe):
    page = open_page(shop.finance, DESK)
    expect(page.get_by_role("link", name="Manual Refunds 2")).to_be_visible()
    assert axe(page) == []
    for _ in range(2):
        page.get_by_role("button", name="Claim refund").first.click()
        expect(page.get_by_role("button", name="Let go").nth(_)).to_be_visible()
    assert axe(page) == []
    form = page.locator("details[open]")
    form.get_by_role("button", name="Refund has been made").click()
    expect(form.get_by_text("Type the reference of the transfer").first).to_be_visible()
    form.get_by_label("Reference").fill("TED 118204-3")
    form.get_by_role("checkbox").check()
    assert axe(page) == []
    form.get_by_role("button", name="Refund has been made").click()
    expect(page.get_by_text("2 refunds have been made.")).to_be_visible()
    expect(page.get_by_text("Nothing waits for a person")).to_be_visible()
    assert axe(page) == []
    declined.refresh_from_db()
    assert declined.status == PlanStatus.COMPLETED


def test_trying_the_gateway_again_asks_once(open_page, shop, declined, axe):
    page = open_page(shop.finance, DESK)
    page.get_by_role("button", name="Claim refund").first.click()
    page.get_by_role("link", name="Try the gateway again").click()
    expect(page.get_by_role("dialog")).to_contain_text("asked of the gateway once more")
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Try the gateway again").click()
    expect(page.get_by_text("was handed to the gateway again.")).to_be_visible()
    declined.refresh_from_db()
    assert declined.status == PlanStatus.REFUNDING
