"""Plans on the page of an order, with a real browser."""

import pytest
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PlanStatus
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import plan_count, register, run
from tests.factories import UserFactory

__all__ = ["gateway", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _time_to_undo(settings):
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


def test_two_items_are_chosen_explained_applied_and_undone(open_page, shop, order, axe):
    page = open_page(shop.operator, address_of(order))
    expect(page.get_by_label("Choose Curtain")).to_be_disabled()
    choose_both(page, shop)
    page.locator("label", has_text="Return").click()
    expect(page.get_by_text("Nothing is chosen yet.")).to_be_visible()
    page.locator("label", has_text="Cancel").click()
    expect(page.get_by_text("2 items, 2 pieces.")).to_be_visible()
    for_all = page.get_by_label("Reason for all").locator("option").first
    expect(for_all).to_have_text("Per item, as chosen above")
    assert axe(page) == []
    to_the_preview(page)
    expect(page.get_by_role("heading", name="Cancel 2 items, €101.27 goes back")).to_be_visible()
    page.locator("summary", has_text="Explain Towels").click()
    expect(page.get_by_text("1 piece that stays")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Apply").click()
    dialog = page.get_by_role("dialog", name="Order Cancel")
    expect(dialog).to_contain_text("send €101.27 back?")
    assert axe(page) == []
    dialog.get_by_role("button", name="Yes").click()
    plan = page.locator("#plans")
    expect(plan.get_by_text("Waiting")).to_be_visible()
    expect(plan.get_by_text("money moves in")).to_be_visible()
    number = CancellationPlan.objects.get().pk
    expect(page.get_by_text(f"Plan {number} was made: €101.27 goes back.")).to_be_in_viewport()
    assert axe(page) == []
    plan.get_by_role("button", name="Undo").click()
    expect(page.locator("#plans").get_by_text("Withdrawn")).to_be_visible()
    expect(page.get_by_text(f"Plan {number} was withdrawn")).to_be_in_viewport()
    assert CancellationPlan.objects.get().status == PlanStatus.WITHDRAWN


def test_undo_that_comes_too_late(open_page, shop, order, gateway):
    register(gateway, order)
    plan = shop.plan(order, shop.wish(order.items.first()), undo_seconds=60)
    page = open_page(shop.operator, address_of(order))
    page.route(lambda url: "watched=" in url, lambda route: route.abort())
    CancellationPlan.objects.filter(pk=plan.pk).update(executes_at=plan.created_at)
    run(plan)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "can no longer be withdrawn: it is completed."
    )


def test_the_section_follows_a_plan_and_disturbs_nothing_that_is_typed(
    open_page, shop, order, gateway
):
    register(gateway, order)
    plan = shop.plan(order, shop.wish(order.items.first()), undo_seconds=60)
    page = open_page(shop.operator, address_of(order))
    page.get_by_label("Choose Pillow").check()
    page.get_by_label("More about it").filter(visible=True).fill("Torn")
    page.locator("#plans summary").first.click()
    CancellationPlan.objects.filter(pk=plan.pk).update(executes_at=plan.created_at)
    run(plan)
    expect(page.locator("#plans").get_by_text("Completed")).to_be_visible()
    expect(page.locator("#plans").get_by_text("Sent to the gateway.")).to_be_visible()
    expect(page.get_by_role("row", name="Towels").first).to_contain_text("Canceled")
    expect(page.locator("#order-status")).to_contain_text("1 of 3 canceled")
    expect(page.locator("#amounts .total")).to_contain_text("€172.77 €79.78")
    expect(page.get_by_label("Choose Pillow")).to_be_checked()
    expect(page.get_by_label("More about it").filter(visible=True)).to_have_value("Torn")
    expect(page.locator("#plans[data-live]")).to_have_count(0)


def test_a_double_click_on_yes_makes_one_plan(open_page, shop, order):
    page = open_page(shop.operator, address_of(order))
    choose_both(page, shop)
    to_the_preview(page)
    page.get_by_role("link", name="Apply").click()
    page.get_by_role("button", name="Yes").dblclick()
    expect(page.locator("#plans").get_by_text("Waiting")).to_be_visible()
    assert plan_count(order) == 1


def test_of_two_operators_the_second_gets_the_conflict(open_page, shop):
    colleague = UserFactory(role="Operator", channels=[shop.channel])
    order = shop.place({"price": "54.78", "name": "Pillow"})
    page = open_page(shop.operator, address_of(order))
    choose(page, shop, "Pillow")
    to_the_preview(page)
    plan = shop.plan(order, shop.wish(order.items.get()), colleague)
    page.get_by_role("link", name="Apply").click()
    page.get_by_role("button", name="Yes").click()
    refused = page.get_by_role("alert").filter(has_text="Nothing was done.")
    expect(refused).to_contain_text("Pillow: a plan for it is open.")
    withdraw_plan(actor=colleague, plan_id=plan.pk)
    expect(refused).to_have_count(0)
    page.get_by_label("Choose all products of this transaction type").check()
    expect(page.get_by_text("1 item, 1 piece.")).to_be_visible()
    assert plan_count(order) == 1


def test_a_refused_wish_keeps_what_was_typed(open_page, shop, order, axe):
    page = open_page(shop.operator, address_of(order))
    page.get_by_label("Choose Pillow").check()
    expect(page.get_by_text("1 item, 1 piece.")).to_be_visible()
    page.get_by_label("More about it").filter(visible=True).fill("Torn")
    page.get_by_role("button", name="Cancel/Return Selected Items").click()
    expect(page.get_by_role("alert")).to_contain_text("Pillow: choose a reason.")
    expect(page.get_by_label("Choose Pillow")).to_be_checked()
    expect(page.get_by_label("More about it").filter(visible=True)).to_have_value("Torn")
    assert axe(page) == []


def test_an_amount_that_is_lowered_is_shown_before_it_can_be_applied(open_page, shop, order):
    page = open_page(shop.operator, address_of(order))
    choose_both(page, shop)
    to_the_preview(page)
    page.locator("summary", has_text="Explain Pillow").click()
    about = page.locator("details[open]")
    about.get_by_label("Give back less").fill("50")
    about.get_by_label("More about it").fill(f"https://photos.example/{'a' * 900}")
    page.get_by_role("link", name="Apply").click()
    expect(page.get_by_role("heading", name="Cancel 2 items, €96.49 goes back")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("You have changed something since")
    expect(page.get_by_text("Not given back, as typed")).to_be_visible()
    table = page.get_by_role("region", name="What is canceled").locator(".scroll")
    assert table.evaluate("table => table.scrollWidth - table.clientWidth") == 0
    page.get_by_role("link", name="Apply").click()
    expect(page.get_by_role("dialog")).to_contain_text("send €96.49 back?")


def test_the_preview_is_loaded_again_and_gone_back_to(open_page, shop, order):
    page = open_page(shop.operator, address_of(order))
    choose_both(page, shop)
    to_the_preview(page)
    page.reload()
    expect(page.get_by_role("heading", name="Cancel 2 items, €101.27 goes back")).to_be_visible()
    page.get_by_role("link", name="Apply").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.locator("#plans").get_by_text("Waiting")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name=f"Order {order.number}")).to_be_visible()
    assert plan_count(order) == 1


def test_all_of_it_by_keyboard(open_page, shop, order):
    page = open_page(shop.operator, address_of(order))
    page.get_by_label("Choose Pillow").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Correct the status Pillow")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Cancel/Return Selected Items").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Apply").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Order Cancel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Apply")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#plans").get_by_text("Waiting")).to_be_visible()
    assert plan_count(order) == 1


def test_all_of_it_without_scripts(open_page, shop, order):
    page = open_page(shop.operator)
    context = page.context.browser.new_context(
        base_url=page.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(address_of(order))
    plain.get_by_label("Choose Pillow").check()
    plain.get_by_label("Reason for all").select_option(str(shop.reasons["cancel"]))
    to_the_preview(plain)
    plain.get_by_role("link", name="Apply").click()
    plain.get_by_role("button", name="Yes").click()
    plain.get_by_role("button", name="Undo").click()
    expect(plain.locator("#plans").get_by_text("Withdrawn")).to_be_visible()
    context.close()
    assert plan_count(order) == 1


def test_the_questions_about_the_whole_order(open_page, shop, axe):
    order = shop.place("30.00", "20.00", shipping="5.00", pay=[("credit_card", "60.00")])
    page = open_page(shop.finance, address_of(order))
    for name in ("Cancel Entire Order", "Only Refund Shipping Fee", "Refund the Rest"):
        page.get_by_role("link", name=name).click()
        dialog = page.get_by_role("dialog", name=name)
        expect(dialog.get_by_label("Reason")).to_be_visible()
        assert axe(page) == []
        page.keyboard.press("Escape")
    page.get_by_role("link", name="Cancel Entire Order").click()
    dialog = page.get_by_role("dialog", name="Cancel Entire Order")
    dialog.get_by_label("Reason").select_option(str(shop.reasons["cancel"]))
    dialog.get_by_role("button", name="Cancel Entire Order").click()
    expect(page.get_by_role("heading", name="Cancel 2 items, €55.00 goes back")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name=f"Order {order.number}")).to_be_visible()


def test_the_pages_are_readable_on_a_phone(open_page, shop, order, axe):
    reason = shop.reasons["cancel"]
    reason.subject = "The customer has ordered another size or another colour"
    reason.save()
    page = open_page(shop.operator, address_of(order), width=390)
    choose_both(page, shop)
    fields = page.locator(".choice :is(select, input)").filter(visible=True)
    edges = fields.evaluate_all("fields => fields.map((it) => it.getBoundingClientRect().right)")
    # The window's width without the margin of the page and the padding of the card.
    assert max(edges) <= 390 - 12 - 16
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    to_the_preview(page)
    page.locator("summary", has_text="Explain Towels").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
