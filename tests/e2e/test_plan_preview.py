"""The preview of a plan and the way to it, with a real browser."""

import pytest
from playwright.sync_api import expect

from tests.cancellations.conftest import shop
from tests.cancellations.orders import plan_count
from tests.e2e.choosing import address_of, choose_both, order, time_to_undo, to_the_preview

__all__ = ["order", "shop", "time_to_undo"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("time_to_undo"),
]


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
