"""What waits for a person at the desk of manual refunds, with a real browser."""

import pytest
from playwright.sync_api import expect

from cancellations.states import PlanStatus
from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run, run_in_vain
from tests.panel.manual_refunds.pages import DESK
from tests.panel.manual_refunds.proofs import PDF
from tests.panel.manual_refunds.test_accounts import NO_IBAN, TYPED, WRONG

__all__ = ["gateway", "shop"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def declined(shop, gateway):
    order = shop.place("30.00", "20.00", email="ines@example.com", first_name="Inês")
    register(gateway, order)
    gateway.mode("decline", next=1)
    return run(shop.plan(order, shop.wish(*order.items.all())))


def test_a_declined_refund_is_claimed_and_made(open_page, shop, declined, axe, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = open_page(shop.finance, DESK)
    expect(page.get_by_role("link", name="Manual Refunds 2")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Claim refund").first.click()
    expect(page.get_by_text(f"2 refunds of plan {declined.pk} are yours now.")).to_be_visible()
    expect(page.get_by_role("button", name="Let go")).to_have_count(2)
    assert axe(page) == []
    form = page.locator("details[open]")
    form.get_by_role("button", name="Refund has been made").click()
    expect(form.get_by_text("Type the reference of the transfer").first).to_be_visible()
    form.get_by_label("Reference").fill("TED 118204-3")
    expect(form.get_by_role("checkbox")).to_be_checked()
    file = {"name": "TED 118204-3.pdf", "mimeType": "application/pdf", "buffer": PDF}
    form.get_by_label("Proof").set_input_files(file)
    form.get_by_role("button", name="Refund has been made").click()
    dialog = page.get_by_role("dialog", name="Have 2 refunds of €50.00 been made?")
    expect(dialog).to_be_visible()
    assert axe(page) == []
    dialog.get_by_role("button", name="Refund has been made").click()
    expect(page.get_by_text("2 refunds have been made.")).to_be_visible()
    expect(page.get_by_text("Nothing waits for a person")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Made, last 30 days 2").click()
    expect(page.get_by_role("link", name="Proof TED 118204-3.pdf")).to_have_count(2)
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


@pytest.fixture
def unknown(shop, gateway):
    """A plan with two refunds, of €20.00 and €10.00, that nobody could find out about."""
    pay = [("credit_card", "20.00"), ("credit_card", "10.00")]
    order = shop.place("30.00", pay=pay)
    register(gateway, order)
    return run_in_vain(gateway, shop.plan(order, shop.wish(order.items.get())))


def test_of_two_unknown_outcomes_one_is_found_and_one_is_not_there(
    open_page, shop, gateway, unknown, axe
):
    found, missing = unknown.order.refunds.order_by("pk")
    _status, made = gateway.post(
        "/panel/refunds",
        payment=found.transaction.gateway_reference,
        amount="20.00",
        currency="EUR",
    )
    page = open_page(shop.finance, f"{DESK}?tab=unknown")
    page.get_by_text("Say what the gateway shows").first.click()
    form = page.locator("details[open]")
    form.get_by_label("Number at the gateway").fill(made["id"])
    form.get_by_label("Note").fill("Seen in its panel")
    form.get_by_role("button", name="Found at the gateway").click()
    expect(form.get_by_role("status")).to_contain_text(f"Recorded for refund {found.pk} is:")
    expect(form.get_by_role("status")).to_contain_text("€20.00")
    assert axe(page) == []
    form.get_by_role("button", name="Record it").click()
    expect(page.get_by_text(f"Refund {found.pk} was found at the gateway")).to_be_visible()
    expect(page.locator(f"#refund-{found.pk}")).to_have_count(0)

    page.get_by_text("Say what the gateway shows").click()
    form.get_by_label("Note").fill("In none of its lists")
    form.get_by_role("button", name="Not there: make it by hand").click()
    dialog = page.get_by_role("dialog", name=f"Make refund {missing.pk} by hand?")
    dialog.get_by_role("button", name="Not there: make it by hand").click()
    expect(page.get_by_text(f"Refund {missing.pk} is not at the gateway")).to_be_visible()
    expect(page.get_by_text("No refund is in this part of the desk.")).to_be_visible()
    page.get_by_role("link", name="Open 1").first.click()
    row = page.get_by_role("row", name=unknown.order.number)
    expect(row).to_contain_text("€10.00 Somebody looked at the gateway and did not find it.")
    row.get_by_role("button", name="Claim").click()
    expect(page.get_by_role("button", name="Refund has been made")).to_be_visible()
    expect(page.get_by_role("link", name="Try the gateway again")).to_have_count(0)


def tell(form, typed):
    form.get_by_label("IBAN").fill(typed["iban"])
    form.get_by_label("Account holder").fill(typed["holder_name"])
    form.get_by_role("button", name="Record the account").click()


def tell_wrongly(part):
    """Open the first form that asks for an account; what it refuses stays as it was typed."""
    part.get_by_text("Record the account that the customer told").first.click()
    form = part.locator("details[open] form").filter(has_text="Record the account")
    tell(form, WRONG)
    expect(form.get_by_text(NO_IBAN).first).to_be_visible()
    expect(form.get_by_label("IBAN")).to_have_value(WRONG["iban"])
    expect(form.get_by_label("Account holder")).to_have_value(WRONG["holder_name"])
    return form


def tell_at_last(page, form):
    tell(form, TYPED)
    dialog = page.get_by_role("dialog", name="Record this account for plan")
    expect(dialog).to_contain_text(f"{TYPED['holder_name']}, {TYPED['iban']}.")
    dialog.get_by_role("button", name="Record the account").click()


def test_accounts_are_told_at_the_desk_and_on_the_page_of_the_order(open_page, shop, gateway, axe):
    order = shop.place("30.00", "20.00")
    register(gateway, order)
    gateway.mode("decline", next=2)
    for item in order.items.all():
        run(shop.plan(order, shop.wish(item)))
    page = open_page(shop.finance, DESK)
    form = tell_wrongly(page.locator("#desk"))
    assert axe(page) == []
    tell_at_last(page, form)
    expect(page.get_by_text("is kept.")).to_be_visible()
    page.get_by_role("link", name=order.number).first.click()
    tell_at_last(page, tell_wrongly(page.locator("#plans")))
    expect(page.get_by_text("is kept.")).to_be_visible()

    page.get_by_role("link", name="Manual Refunds 2").click()
    expect(page.get_by_text("DE89 3704 … 0130 00")).to_have_count(2)
    expect(page.get_by_text("Record the account that the customer told")).to_have_count(0)
    page.get_by_role("button", name="Claim").first.click()
    expect(page.get_by_text(f"€30.00 to {TYPED['iban']}, Inês Prado")).to_be_visible()
