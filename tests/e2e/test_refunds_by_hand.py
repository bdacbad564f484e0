"""A refused refund, made by hand on the page of its order, with a real browser."""

import pytest
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from cancellations.states import PlanStatus
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run
from tests.panel.manual_refunds.proofs import PDF

__all__ = ["gateway", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOK = """() => new Promise((done) => {
  document.addEventListener("htmx:afterRequest", done, { once: true });
  document.querySelector("#plans").dispatchEvent(new Event("omnitron:look"));
})"""


@pytest.fixture
def order(shop, gateway, settings, tmp_path):
    """An order with a plan whose refund was declined, and one that can still be undone."""
    settings.MEDIA_ROOT = tmp_path
    order = shop.place({"price": "30.00", "name": "Towels"}, {"price": "20.00", "name": "Pillow"})
    register(gateway, order)
    gateway.mode("decline", next=1)
    run(shop.plan(order, shop.wish(order.items.get(name="Towels"))))
    shop.plan(order, shop.wish(order.items.get(name="Pillow")), undo_seconds=600)
    return order


def test_a_refused_refund_is_made_on_the_order_s_page(open_page, shop, order, axe):
    page = open_page(shop.finance, f"/omnitron/orders/{order.number}/")
    expect(page.get_by_text("€30.00 must be sent by hand.")).to_be_visible()
    plan = page.locator("#plans")
    plan.get_by_label("Manual Refund Required Towels").check()
    plan.get_by_label("Reference").fill("TED 118204-3")
    file = {"name": "TED 118204-3.pdf", "mimeType": "application/pdf", "buffer": PDF}
    plan.get_by_label("Proof").set_input_files(file)
    # The other plan is under way: a look at it sweeps nothing away.
    page.evaluate(LOOK)
    expect(plan.get_by_label("Reference")).to_have_value("TED 118204-3")
    plan.locator("summary", has_text="Explain Towels").click()
    expect(plan.get_by_text("Paid for the line").filter(visible=True)).to_have_count(1)
    assert axe(page) == []
    _asked_and_cancelled(page, plan)
    plan.get_by_label("Date").fill("2999-01-01")
    plan.get_by_role("button", name="Refund has been made").click()
    expect(plan.get_by_text("The date of the transfer is in the future.")).to_be_visible()
    expect(plan.get_by_text("Choose “TED 118204-3.pdf” once more.").first).to_be_visible()
    expect(plan.get_by_label("Manual Refund Required Towels")).to_be_checked()
    assert axe(page) == []
    plan.get_by_label("Date").fill("2026-01-05")
    plan.get_by_label("Proof").set_input_files(file)
    plan.get_by_role("button", name="Refund has been made").click()
    dialog = page.get_by_role("dialog", name="Has 1 refund of €30.00 been made?")
    dialog.get_by_role("button", name="Refund has been made").click()
    expect(page.get_by_text("1 refund has been made.")).to_be_visible()
    expect(plan.get_by_text("Completed")).to_be_visible()
    plan.locator("summary", has_text="Items, refunds and what became of them").last.click()
    with page.expect_download() as download:
        plan.get_by_role("link", name="Proof TED 118204-3.pdf").click()
    assert download.value.suggested_filename == "TED 118204-3.pdf"
    assert download.value.path().read_bytes() == PDF
    assert CancellationPlan.objects.order_by("pk")[0].status == PlanStatus.COMPLETED


def _asked_and_cancelled(page, plan):
    """Enter asks, and neither Escape nor **Cancel** changes what was typed or where one was."""
    dialog = page.get_by_role("dialog", name="Has 1 refund of €30.00 been made?")
    made = plan.get_by_role("button", name="Refund has been made")
    plan.get_by_label("Reference").press("Enter")
    expect(dialog.get_by_role("link", name="Back")).to_be_focused()
    expect(dialog.get_by_role("row", name="Towels")).to_contain_text("€30.00")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(made).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("link", name="Back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(made).to_be_focused()
    expect(plan.get_by_label("Reference")).to_have_value("TED 118204-3")
    assert plan.get_by_label("Proof").evaluate("field => field.files[0].name") == "TED 118204-3.pdf"
