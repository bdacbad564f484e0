"""Plans on the page of an order, with a real browser."""

import pytest
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PlanStatus
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import plan_count, register, run
from tests.e2e.choosing import address_of, choose, choose_both, order, time_to_undo, to_the_preview
from tests.factories import UserFactory

__all__ = ["gateway", "order", "shop", "time_to_undo"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("time_to_undo"),
]


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
