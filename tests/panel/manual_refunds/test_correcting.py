"""Putting an account right at the desk."""

import pytest

from cancellations.models import CancellationPlan
from tests.factories import UserFactory
from tests.panel.manual_refunds.pages import DESK, messages_of, needed, own, row_of
from tests.panel.order_detail.pages import text_of, url_of

pytestmark = pytest.mark.django_db

WRONG = "DE89370400440532013000 Inês Prado"
TYPED = {
    "replaces": WRONG,
    "iban": "FR14 2004 1010 0505 0001 3M02 606",
    "holder_name": "Maria Prado",
}
ANSWERED = {**TYPED, "confirmed": "FR1420041010050500013M02606 Maria Prado"}


@pytest.fixture
def plan(declined):
    """The declined plan with an account that was written down wrongly."""
    told = {"iban": "DE89370400440532013000", "holder_name": "Inês Prado"}
    type(declined).objects.filter(pk=declined.pk).update(**told)
    return declined


def url(refund):
    return f"{DESK}{refund.pk}/account/correct/"


def account_of(plan):
    return CancellationPlan.objects.values_list("iban", "holder_name").get(pk=plan.pk)


def test_a_row_offers_to_correct_the_account_that_is_known(finance, plan):
    page = finance.get(DESK)

    form = row_of(page, needed(plan)[0]).account_form
    assert {name: form[name].value() for name in TYPED} == {
        "replaces": WRONG,
        "iban": "DE89 3704 0044 0532 0130 00",
        "holder_name": "Inês Prado",
    }
    assert text_of(page).count("Correct the account") == 4
    assert "Record the account" not in text_of(page)


def test_who_does_not_look_after_it_is_offered_nothing(shop, finance, plan):
    first, second = needed(plan)
    own(first, UserFactory(role="Finance", channels=[shop.channel]))

    page = finance.get(DESK)

    assert row_of(page, first).account_form is None
    assert row_of(page, second).account_form is not None


def test_what_is_replaced_is_named_first_and_nothing_is_done(finance, plan):
    page = finance.post(url(needed(plan)[0]), TYPED)

    text = text_of(page)
    assert page.status_code == 200
    assert f"Correct the account for plan {plan.pk}?" in text
    assert "Total €50.00 The account is in France, the billing address in Brazil. Order" in text
    assert (
        "goes to Maria Prado, FR14 2004 1010 0505 0001 3M02 606. That replaces"
        " DE89 3704 … 0130 00, Inês Prado."
    ) in text
    assert account_of(plan) == ("DE89370400440532013000", "Inês Prado")


def test_the_answer_puts_it_right_and_the_order_log_tells_both(shop, finance, plan):
    refund = needed(plan)[0]

    page = finance.post(f"{url(refund)}?tab=free", ANSWERED, follow=True)

    assert account_of(plan) == ("FR1420041010050500013M02606", "Maria Prado")
    assert messages_of(page) == [f"The account for refund {refund.pk} is corrected."]
    assert page.redirect_chain == [(f"{DESK}?tab=free&refund={refund.pk}", 302)]
    told = f"{shop.finance.distinct_name} corrected the account for Plan {plan.pk}"
    change = "IBAN DE89 3704 … 0130 00, Inês Prado → FR14 2004 … 3M02 606, Maria Prado"
    assert f"{told} {change}" in text_of(finance.get(f"{url_of(plan.order)}log/"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"iban": "FR15 2004 1010 0505 0001 3M02 606"}, "its check digits do not fit"),
        ({"iban": "DE89370400440532013000", "holder_name": "Inês Prado"}, "is recorded already."),
        ({"replaces": "DE89370400440532013000 Rui"}, "is another one by now: look at it again."),
    ],
)
def test_nothing_typed_is_lost_where_it_is_refused(finance, plan, wrong, sentence):
    refund, other = needed(plan)

    page = finance.post(url(refund), {**TYPED, **wrong})

    assert page.status_code == 422
    assert sentence in text_of(page)
    form = row_of(page, refund).account_form
    # What is sent again replaces the account that the page shows.
    assert {name: form[name].value() for name in TYPED} == {**TYPED, **wrong, "replaces": WRONG}
    assert not row_of(page, other).account_form.is_bound
    assert account_of(plan) == ("DE89370400440532013000", "Inês Prado")


@pytest.mark.parametrize(
    ("country", "warning"),
    [
        ("FR", ""),
        ("", ""),
        ("DE", "The account is in France, the billing address in Germany."),
    ],
)
def test_an_account_in_another_country_than_the_bill_is_warned_of(finance, plan, country, warning):
    address = plan.order.billing_address
    type(address).objects.filter(pk=address.pk).update(country=country)

    page = finance.post(url(needed(plan)[0]), TYPED)

    form = row_of(page, needed(plan)[0]).account_form
    assert form.question.warning == warning
    assert warning in text_of(page)
