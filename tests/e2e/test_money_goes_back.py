"""Every other way in which money goes back, up to the books of the day, with a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cancellations.models import CancellationPlan
from payments.models import Refund
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run, statuses
from tests.panel.order_detail.plans.test_preview import IBAN

__all__ = ["gateway", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _time_to_undo(settings):
    settings.CANCELLATION_UNDO_SECONDS = 60


def apply(page):
    page.get_by_role("link", name="Apply").click()
    page.get_by_role("button", name="Yes").click()


def test_the_fee_alone_then_the_rest_then_the_entire_order(open_page, shop):
    order = shop.place("30.00", "20.00", shipping="5.00", pay=[("credit_card", "60.00")])
    page = open_page(shop.finance, f"/omnitron/orders/{order.number}/")
    ways = ("Only Refund Shipping Fee", "Refund the Rest", "Cancel Entire Order")
    for count, name in enumerate(ways, start=1):
        page.get_by_role("link", name=name).click()
        dialog = page.get_by_role("dialog", name=name)
        dialog.get_by_label("Reason").select_option(str(shop.reasons["cancel"]))
        dialog.get_by_role("button", name=name).click()
        expect(page.get_by_role("heading", name="When you apply")).to_be_visible()
        apply(page)
        expect(page.locator("#plans").get_by_text("money moves in")).to_have_count(count)

    plans = CancellationPlan.objects.order_by("pk")
    amounts = plans.values_list("amount", "shipping_amount", "rest_amount")
    assert list(amounts) == [(5, 5, 0), (5, 0, 5), (50, 0, 0)]
    assert statuses(order) == ([50, 50], 50)


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
