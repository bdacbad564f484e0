"""A seller and the marketplace at the page of an order, with a real browser."""

import pytest
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from cancellations.states import PlanStatus
from orders.states import Status
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import plan_count, register, run, statuses
from tests.factories import CancellationReasonFactory
from tests.seller_center.conftest import market
from tests.seller_center.market import move, url_of

__all__ = ["gateway", "market", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _time_to_undo(settings):
    settings.CANCELLATION_UNDO_SECONDS = 60


@pytest.fixture
def reason(shop):
    return CancellationReasonFactory(subject="Out of stock", order=0)


def is_within(page):
    """Whether the page itself does not scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def confirm(page, reason):
    dialog = page.get_by_role("dialog", name="Cancellation reason")
    dialog.get_by_label("Reason").select_option(str(reason.pk))
    dialog.get_by_role("button", name="OK").click()
    expect(page.locator("#plans").get_by_text("money moves in")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_two_items_are_ticked_rejected_and_undone(open_page, market, reason, axe, width):
    page = open_page(market.seller, url_of(market.order), width=width)
    page.get_by_label("Choose Towels").check()
    page.get_by_label("Choose Sheet").check()
    expect(page.get_by_text("2 chosen")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Apply").click()
    dialog = page.get_by_role("dialog", name="Cancellation reason")
    expect(dialog).to_contain_text("Reject 2 products of Casa Aurora, 3 pieces.")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    assert axe(page) == []
    assert is_within(page)
    confirm(page, reason)
    plan = CancellationPlan.objects.get()
    told = page.get_by_text(f"Rejected by plan {plan.pk}: €49.99 goes back to the customer.")
    expect(told).to_be_in_viewport()
    assert axe(page) == []
    assert is_within(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#plans").get_by_text("Withdrawn")).to_be_visible()
    expect(page.get_by_label("Choose Towels")).to_be_visible()
    assert axe(page) == []
    assert statuses(market.order)[0] == [Status.APPROVED] * 3


def test_a_row_by_itself_and_the_question_that_is_called_off(open_page, market, reason):
    page = open_page(market.seller, url_of(market.order))
    page.get_by_label("Choose Towels").check()
    page.get_by_role("button", name="Reject Sheet").click()
    dialog = page.get_by_role("dialog", name="Cancellation reason")
    expect(dialog).to_contain_text("Reject 1 product of Casa Aurora, 1 piece.")
    dialog.get_by_role("link", name="Back").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Reject Sheet")).to_be_focused()
    expect(page.get_by_label("Choose Towels")).to_be_checked()
    page.get_by_role("button", name="Reject Sheet").click()
    confirm(page, reason)
    assert statuses(market.order)[0] == [Status.APPROVED, Status.CANCELLATION_WAITING, 400]


def test_all_of_it_by_keyboard(open_page, market, reason):
    page = open_page(market.seller, url_of(market.order))
    page.get_by_label("Choose Towels").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Reject Towels")).to_be_focused()
    page.get_by_role("button", name="Apply").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Cancellation reason")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Apply")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Flooded")
    dialog.get_by_role("button", name="OK").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#plans").get_by_text("money moves in")).to_be_visible()
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#plans").get_by_text("Withdrawn")).to_be_visible()
    entry = CancellationPlan.objects.get().items.get()
    assert (entry.item.name, entry.note) == ("Towels", "Flooded")


def test_a_double_click_on_ok_makes_one_plan(open_page, market, reason):
    page = open_page(market.seller, url_of(market.order))
    page.get_by_role("button", name="Reject Sheet").click()
    dialog = page.get_by_role("dialog", name="Cancellation reason")
    dialog.get_by_label("Reason").select_option(str(reason.pk))
    dialog.get_by_role("button", name="OK").dblclick()
    expect(page.locator("#plans").get_by_text("money moves in")).to_be_visible()
    assert plan_count(market.order) == 1


def test_what_moved_on_meanwhile_is_told_and_the_rest_can_go(open_page, market, reason, axe):
    page = open_page(market.seller, url_of(market.order))
    page.get_by_label("Choose Towels").check()
    page.get_by_label("Choose Sheet").check()
    move(market.order, "Sheet", Status.PREPARING)
    page.get_by_role("button", name="Apply").click()
    refused = page.get_by_role("alert").filter(has_text="Nothing was done.")
    expect(refused).to_contain_text("Sheet is Preparing")
    expect(refused).to_be_focused()
    assert axe(page) == []
    expect(page.get_by_label("Choose Towels")).to_be_checked()
    expect(page.get_by_label("Choose Sheet")).to_have_count(0)
    page.get_by_role("button", name="Apply").click()
    confirm(page, reason)


def test_the_page_follows_a_plan_and_keeps_what_is_ticked(open_page, market, reason, gateway):
    register(gateway, market.order)
    page = open_page(market.seller, url_of(market.order))
    page.get_by_role("button", name="Reject Sheet").click()
    confirm(page, reason)
    page.get_by_label("Choose Towels").check()
    plan = CancellationPlan.objects.get()
    CancellationPlan.objects.filter(pk=plan.pk).update(executes_at=plan.created_at)
    assert run(plan).status == PlanStatus.COMPLETED
    expect(page.locator("#plans").get_by_text("Completed")).to_be_visible()
    expect(page.get_by_label("Choose Towels")).to_be_checked()
    page.get_by_label("Choose Towels").uncheck()
    page.reload()
    expect(page.locator(".group-head", has_text="Rejected")).to_contain_text(
        "1 line, by Casa Aurora, Out of stock"
    )


def test_the_marketplace_in_all_its_parts(open_page, market, shop, axe):
    shop.plan(market.order, shop.wish(market.item("Sheet")), undo_seconds=60)
    move(market.order, "Kilim Zürafa", Status.PREPARING, Status.SHIPPED)
    for width in (1280, 390):
        page = open_page(market.mpo, url_of(market.order), width=width)
        expect(page.locator(".group-head")).to_have_count(3)
        expect(page.get_by_role("link", name="JD0417739120BR")).to_be_visible()
        assert axe(page) == []
        assert is_within(page)


def test_all_of_it_without_scripts(open_page, market, reason):
    page = open_page(market.seller)
    context = page.context.browser.new_context(
        base_url=page.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(url_of(market.order))
    plain.get_by_label("Choose Towels").check()
    plain.get_by_role("button", name="Apply").click()
    plain.get_by_label("Reason", exact=True).select_option(str(reason.pk))
    plain.get_by_role("button", name="OK").click()
    plain.get_by_role("button", name="Undo").click()
    expect(plain.locator("#plans").get_by_text("Withdrawn")).to_be_visible()
    context.close()
    assert plan_count(market.order) == 1
