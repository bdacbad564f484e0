"""Every other way in which money goes back, up to the books of the day, with a real browser."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from orders.states import Status
from payments.models import Refund
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run, statuses
from tests.panel.order_detail.plans.test_preview import IBAN

__all__ = ["gateway", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _time_to_undo(settings):
    settings.CANCELLATION_UNDO_SECONDS = 60


def ask(page, shop, name):
    """Ask for a plan of the whole order in its dialog."""
    page.get_by_role("link", name=name).click()
    dialog = page.get_by_role("dialog", name=name)
    dialog.get_by_label("Reason").select_option(str(shop.reasons["cancel"]))
    dialog.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name="When you apply")).to_be_visible()


def apply(page):
    page.get_by_role("link", name="Apply").click()
    page.get_by_role("button", name="Yes").click()


def test_the_fee_alone_then_the_rest_then_the_entire_order(open_page, shop):
    order = shop.place("30.00", "20.00", shipping="5.00", pay=[("credit_card", "60.00")])
    page = open_page(shop.finance, f"/omnitron/orders/{order.number}/")
    ways = ("Only Refund Shipping Fee", "Refund the Rest", "Cancel Entire Order")
    for count, name in enumerate(ways, start=1):
        ask(page, shop, name)
        apply(page)
        expect(page.locator("#plans").get_by_text("money moves in")).to_have_count(count)

    plans = CancellationPlan.objects.order_by("pk")
    amounts = plans.values_list("amount", "shipping_amount", "rest_amount")
    assert list(amounts) == [(5, 5, 0), (5, 0, 5), (50, 0, 0)]
    assert statuses(order) == ([50, 50], 50)


def test_an_order_without_items_is_paid_back_while_somebody_looks(open_page, shop, gateway):
    order = shop.place(pay=[("credit_card", "36.00")], shipping="6.00")
    register(gateway, order)
    page = open_page(shop.finance, f"/omnitron/orders/{order.number}/")
    ask(page, shop, "Refund the Rest")
    expect(page.get_by_role("heading", name="Refund the Rest, €36.00 goes back")).to_be_visible()
    apply(page)
    plans = page.locator("#plans")
    expect(plans.get_by_text("money moves in")).to_be_visible()
    plans.locator("summary").first.click()
    page.evaluate("window.stayed = true")

    plan = CancellationPlan.objects.get()
    CancellationPlan.objects.update(executes_at=plan.created_at)
    run(plan)
    expect(plans.get_by_text("Completed")).to_be_visible()
    story = plans.get_by_role("row", name="Credit card").get_by_role("listitem")
    sent, answered = "Sent to the gateway.", "The gateway answered “succeeded”."
    expect(story).to_have_text([re.compile(f"{words}$") for words in (sent, answered)])
    expect(page.locator("#order-status")).to_have_text("Canceled")
    assert page.evaluate("window.stayed")
    assert [line["amount"] for line in gateway.ledger()] == ["36.00"]


def test_what_has_shipped_stays_and_the_others_are_canceled(open_page, shop, axe):
    order = shop.place({"price": "10.00", "status": Status.SHIPPED}, "30.00", "20.00")
    page = open_page(shop.operator, f"/omnitron/orders/{order.number}/")
    expect(page.get_by_text("the order can only be canceled in part.")).to_be_visible()
    page.get_by_role("link", name="Cancel Entire Order").click()
    dialog = page.get_by_role("dialog", name="Cancel Entire Order")
    expect(dialog.get_by_text("1 of 3 items has shipped and stays.")).to_be_visible()
    dialog.get_by_label("Reason").select_option(str(shop.reasons["cancel"]))
    assert axe(page) == []
    dialog.get_by_role("button", name="Cancel the 2 others").click()
    expect(page.get_by_role("heading", name="Cancel 2 items, €50.00 goes back")).to_be_visible()
    apply(page)
    expect(page.locator("#plans").get_by_text("money moves in")).to_be_visible()

    assert statuses(order)[0] == [Status.SHIPPED, *[Status.CANCELLATION_WAITING] * 2]


def test_a_return_with_an_account_and_a_split_of_its_own(open_page, shop, axe):
    pay = [("credit_card", "30.00"), ("funds_transfer", "30.00")]
    lines = [{"price": "30.00", "name": name} for name in ("Towels", "Pillow")]
    order = shop.place(*lines, status=550, pay=pay)
    card, bank = order.transactions.order_by("pk")
    page = open_page(shop.finance, f"/omnitron/orders/{order.number}/")
    page.get_by_label("Choose Towels").check()
    row = page.get_by_role("row", name="Reason").filter(visible=True).last
    row.get_by_label("Reason").select_option(str(shop.reasons["refund"]))
    page.get_by_label("IBAN").filter(visible=True).fill(IBAN)
    page.get_by_label("Account holder").filter(visible=True).fill("Inês Prado")
    page.get_by_role("button", name="Cancel/Return Selected Items").click()
    page.locator(f"[name=share-{card.pk}]").fill("10.00")
    page.locator(f"[name=share-{bank.pk}]").fill("20.00")
    where = page.get_by_role("region", name="Where the money goes")
    where.get_by_role("button", name="Work Out Again").click()
    account = f"€20.00 must be sent by hand, to {IBAN} of Inês Prado."
    expect(page.get_by_text(account)).to_be_visible()
    assert axe(page) == []
    apply(page)
    expect(page.locator("#plans").get_by_text("money moves in")).to_be_visible()

    plan = CancellationPlan.objects.get()
    assert (plan.plan_type, plan.iban) == ("refund", IBAN.replace(" ", ""))
    assert list(Refund.objects.order_by("pk").values_list("transaction", "amount", "method")) == [
        (card.pk, 10, "gateway"),
        (bank.pk, 20, "manual"),
    ]


def test_the_books_of_a_day_that_differ(open_page, shop, gateway, axe):
    order = shop.place("30.00")
    register(gateway, order)
    run(shop.plan(order, shop.wish(order.items.get())))
    refund = Refund.objects.get()
    gateway.post(f"/refunds/{refund.gateway_reference}/reverse")
    page = open_page(shop.finance, "/omnitron/")
    page.get_by_role("link", name="Money Close").click()
    page.get_by_label("Gateway", exact=True).select_option("Sandbox")
    page.get_by_label("Day", exact=True).fill(timezone.now().date().isoformat())
    page.get_by_role("button", name="Compare").click()
    row = page.get_by_role("row", name=order.number)
    expect(row).to_contain_text("We count it as paid back, the gateway does not.")
    expect(row).to_contain_text(refund.gateway_reference)
    assert axe(page) == []
    row.get_by_role("link", name=order.number).click()
    expect(page.get_by_role("heading", name=f"Order {order.number}")).to_be_visible()
