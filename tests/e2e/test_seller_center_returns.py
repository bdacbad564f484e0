"""A seller and the marketplace answer returns, with a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from tests.cancellations.conftest import gateway, shop
from tests.seller_center.conftest import market
from tests.seller_center.returns.conftest import back

__all__ = ["back", "gateway", "market", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/seller-center/returns/"


def is_within(page):
    """Whether the page itself does not scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_one_return_is_confirmed_and_another_rejected(open_page, market, back, axe, width):
    page = open_page(market.seller, LIST, width=width)
    assert axe(page) == []
    assert is_within(page)
    sheet, towels = back["Sheet"], back["Towels"]
    page.get_by_role("link", name=f"Confirm plan {sheet.pk}").click()
    dialog = page.get_by_role("dialog", name=f"Confirm the return of order {market.order.number}?")
    expect(dialog).to_contain_text("The customer gets €20.00 back.")
    assert axe(page) == []
    dialog.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("was agreed to: its money goes back.")).to_be_visible()
    page.get_by_role("link", name=f"Reject plan {towels.pk}").click()
    dialog = page.get_by_role("dialog", name=f"Reject the return of order {market.order.number}?")
    dialog.get_by_role("button", name="Reject").click()
    expect(dialog.get_by_text("Say why: the order log keeps the reason.")).to_be_visible()
    assert axe(page) == []
    dialog.get_by_label("Reason").fill("Worn, with stains")
    dialog.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("was refused: no money has moved.")).to_be_visible()
    expect(page.get_by_text("No return waits for an answer")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Answered", exact=True).click()
    expect(page.get_by_text("“Worn, with stains”")).to_be_visible()
    assert axe(page) == []
    assert is_within(page)
    found = CancellationPlan.objects.filter(pk__in=[sheet.pk, towels.pk]).order_by("pk")
    assert list(found.values_list("confirmation", flat=True)) == ["given", "refused"]


def test_the_marketplace_takes_up_what_was_escalated_by_keyboard(open_page, market, back, axe):
    CancellationPlan.objects.filter(pk=back["Sheet"].pk).update(escalated_at=timezone.now())
    page = open_page(market.mpo, LIST)
    page.get_by_role("link", name="Escalated 1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tab-escalated")).to_have_attribute("aria-current", "page")
    assert axe(page) == []
    reject = page.get_by_role("link", name=f"Reject plan {back['Sheet'].pk}")
    reject.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    page.keyboard.press("Escape")
    expect(reject).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("The seller is away")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("was refused: no money has moved.")).to_be_visible()
    expect(page.locator("#tab-escalated")).to_have_attribute("aria-current", "page")


def test_all_of_it_without_scripts(open_page, market, back):
    page = open_page(market.seller)
    context = page.context.browser.new_context(
        base_url=page.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(LIST)
    plain.get_by_role("link", name=f"Confirm plan {back['Sheet'].pk}").click()
    plain.get_by_role("button", name="Confirm").click()
    expect(plain.get_by_text("was agreed to: its money goes back.")).to_be_visible()
    context.close()
