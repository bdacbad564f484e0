"""What the desk and the page of an order ask before refunds by hand are closed for good."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cancellations.services.correcting_accounts import correct_account
from omnitron.panel.order_detail.plans.refund_rows import payment_name
from payments.models import ManualRefund, Refund
from tests.factories import ManualRefundFactory
from tests.panel.manual_refunds.pages import DESK, MADE, answered, needed, own
from tests.panel.manual_refunds.proofs import PDF
from tests.panel.order_detail.pages import text_of, url_of

pytestmark = pytest.mark.django_db

ACCOUNT = {"iban": "DE89 3704 0044 0532 0130 00", "holder_name": "Prado A.Ş."}
NAMES = (
    "Luminária de mesa Ipê by hand to DE89 3704 … 0130 00, Inês Prado; paid by Credit card €30.00"
)


@pytest.fixture
def plan(shop, declined):
    """The declined plan with an account, both refunds looked after by Finance."""
    type(declined).objects.update(iban="DE89370400440532013000", holder_name="Inês Prado")
    for refund in needed(declined):
        own(refund, shop.finance)
    return declined


def at_desk(plan):
    first, second = needed(plan)
    return f"{DESK}{first.pk}/made/", {**MADE, "refund": str(second.pk)}


def at_order(plan):
    first, second = needed(plan)
    url = f"{url_of(plan.order)}plans/{plan.pk}/made/"
    return url, {**MADE, "refund": f"{first.pk} {second.pk}"}


@pytest.mark.parametrize("at", [at_desk, at_order])
def test_what_is_closed_is_named_first_and_nothing_is_done(finance, plan, at):
    first, second = needed(plan)
    url, typed = at(plan)

    page = finance.post(url, typed)

    text = text_of(page)
    assert page.status_code == 200
    assert f"Have 2 refunds of €50.00 been made? {NAMES}" in text
    assert "Total €50.00 Order" in text
    assert f"{plan.order.customer_name}: recorded as sent on 5 Jan 2026 with the" in text
    assert "reference TED 118204-3. This cannot be taken back." in text
    assert f'name="confirmed" value="{answered(first.pk, second.pk)}"' in page.text
    assert 'value="By phone"' in page.text
    assert needed(plan) == [first, second]


@pytest.mark.parametrize("at", [at_desk, at_order])
def test_htmx_takes_the_question_alone_so_that_a_chosen_file_stays(finance, plan, at):
    url, typed = at(plan)
    proof = SimpleUploadedFile("TED.pdf", PDF, content_type="application/pdf")

    page = finance.post(url, {**typed, "proof": proof})

    place = page["HX-Retarget"].removeprefix("#")
    assert page["HX-Reselect"] == f"#{place}"
    assert f'<div class="contents" id="{place}">' in page.text
    assert "<noscript><p>Choose “TED.pdf” once more.</p></noscript>" in page.text


@pytest.mark.parametrize("is_visible", [True, False])
def test_a_reference_that_another_refund_has_is_warned_of(shop, finance, plan, is_visible):
    values = {"order__channel": shop.channel} if is_visible else {}
    other = ManualRefundFactory(**values)
    ManualRefund.objects.create(
        refund=other, made_by=shop.finance, made_on="2026-01-05", reference=MADE["reference"]
    )
    url, typed = at_desk(plan)

    text = text_of(finance.post(url, typed))

    whose = f"refund {other.pk}, order {other.order.number}" if is_visible else "another refund"
    warning = f"“TED 118204-3” is the reference of {whose}, too."
    assert f"Total €50.00 {warning} Order {plan.order.number}" in text


def test_an_answer_about_other_refunds_is_asked_again(finance, plan):
    first, _second = needed(plan)
    url, typed = at_desk(plan)

    page = finance.post(url, {**typed, "confirmed": str(first.pk)})

    assert "Have 2 refunds of €50.00 been made?" in text_of(page)
    assert len(needed(plan)) == 2


@pytest.mark.parametrize("at", [at_desk, at_order])
def test_what_was_sent_to_an_account_is_not_recorded_as_sent_to_another(shop, finance, plan, at):
    url, typed = at(plan)
    asked = finance.post(url, typed)
    (answer,) = re.findall(r'name="confirmed" value="([^"]+)"', asked.text)
    correction = {"replaces": "DE89370400440532013000 Inês Prado", **ACCOUNT}
    correct_account(actor=shop.finance, refund_id=needed(plan)[0].pk, **correction)

    page = finance.post(url, {**typed, "confirmed": answer})

    assert page.status_code == 422
    assert "The account was put right meanwhile. Look where the money went" in text_of(page)
    assert len(needed(plan)) == 2


@pytest.mark.parametrize("wrong", [{"reference": ""}, {"made_on": "2999-01-01"}])
def test_what_is_wrong_is_said_before_anything_is_asked(finance, plan, wrong):
    url, typed = at_order(plan)

    page = finance.post(url, {**typed, **wrong})

    assert page.status_code == 422
    assert "data-question" not in page.text
    assert page["HX-Retarget"] == "#plans"


def test_closing_without_sending_more_is_asked_too(finance, plan):
    first, _second = needed(plan)

    page = finance.post(f"{DESK}{first.pk}/made/", {"nothing": "1"})

    assert "Close 1 refund of €30.00 without sending more?" in text_of(page)
    assert f'name="nothing" value="{first.pk}"' in page.text
    assert len(needed(plan)) == 2


def test_what_is_not_at_the_gateway_is_asked_about_before_it_is_made_by_hand(finance, unknown):
    refund = Refund.objects.get()

    page = finance.post(f"{DESK}{refund.pk}/decide/", {"note": "Not in the list"})

    named = f"Luminária de mesa Ipê {payment_name(refund.transaction)} €30.00"
    assert f"Make refund {refund.pk} by hand? {named} Order" in text_of(page)
    assert 'value="Not in the list"' in page.text
    assert needed(unknown) == []


@pytest.mark.parametrize("place", ["desk", "order"])
def test_an_account_is_repeated_before_it_is_kept(finance, declined, place):
    first, second = needed(declined)
    url = f"{url_of(declined.order)}refunds/" if place == "order" else DESK

    page = finance.post(f"{url}{first.pk}/account/", ACCOUNT)

    text = text_of(page)
    declined.refresh_from_db()
    assert f"Record this account for plan {declined.pk}?" in text
    assert "Total €50.00 The account is in Germany, the billing address in Brazil. Order" in text
    assert "goes to Prado A.Ş., DE89 3704 0044 0532 0130 00. Back" in text
    assert 'name="confirmed" value="DE89370400440532013000 Prado A.Ş."' in page.text
    assert declined.iban == ""
    assert needed(declined) == [first, second]
