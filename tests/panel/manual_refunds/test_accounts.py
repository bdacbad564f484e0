"""The account that a customer told, typed at the desk and on the page of the order."""

import pytest

from cancellations.models import CancellationPlan
from tests.panel.manual_refunds.pages import DESK, messages_of, needed, own, row_of
from tests.panel.order_detail.pages import text_of, url_of

pytestmark = pytest.mark.django_db

TYPED = {"iban": "DE89 3704 0044 0532 0130 00", "holder_name": "Inês Prado"}
ANSWERED = {**TYPED, "confirmed": "DE89370400440532013000 Inês Prado"}
WRONG = {**TYPED, "iban": "DE88 3704 0044 0532 0130 00"}
NO_IBAN = "is no IBAN: its check digits do not fit"


def iban_of(plan):
    return CancellationPlan.objects.get(pk=plan.pk).iban


def plan_on(page):
    """The only plan, as the page of its order shows it."""
    (row,) = page.context["page"].plans.rows
    return row


def test_the_desk_keeps_what_the_customer_told(finance, declined):
    refund = needed(declined)[0]

    page = finance.post(f"{DESK}{refund.pk}/account/?tab=free", ANSWERED, follow=True)

    assert iban_of(declined) == "DE89370400440532013000"
    assert messages_of(page) == [f"The account for refund {refund.pk} is kept."]
    assert page.redirect_chain == [(f"{DESK}?tab=free&refund={refund.pk}", 302)]
    # Both serve the plan, so both have it, and it can be put right.
    forms = [row.account_form for row in page.context["desk"].rows]
    assert [form["replaces"].value() for form in forms] == [ANSWERED["confirmed"]] * 2
    assert text_of(page).count("DE89 3704 … 0130 00") == 2


def test_nothing_typed_at_the_desk_is_lost(shop, finance, declined):
    refund, other = needed(declined)
    own(refund, shop.finance)

    page = finance.post(f"{DESK}{refund.pk}/account/", WRONG)

    row = row_of(page, refund)
    assert page.status_code == 422
    assert [row.account_form[name].value() for name in TYPED] == [*WRONG.values()]
    assert NO_IBAN in text_of(page)
    assert (row.is_open, row_of(page, other).account_form.is_bound) == (False, False)
    assert iban_of(declined) == ""


def test_what_comes_too_late_for_the_desk_is_still_shown(finance, declined):
    first, second = needed(declined)
    finance.post(f"{DESK}{first.pk}/account/", ANSWERED)

    page = finance.post(f"{DESK}{second.pk}/account/", {**TYPED, "holder_name": "Rui"})

    assert page.context["desk"].unplaced["holder_name"].value() == "Rui"
    assert "has an account already, DE89 3704 … 0130 00" in text_of(page)


def test_the_page_of_the_order_keeps_it_for_the_whole_plan(finance, declined):
    refund = plan_on(finance.get(url_of(declined.order))).without_account.refund
    url = f"{url_of(declined.order)}refunds/{refund.pk}/account/"
    assert f'action="{url}"' in finance.get(url_of(declined.order)).content.decode()

    page = finance.post(url, ANSWERED, follow=True)

    row = plan_on(page)
    assert row.without_account is None
    assert [one.account for one in row.refunds if one.is_needed] == [
        ("DE89370400440532013000", "Inês Prado")
    ] * 2
    assert f"The account for plan {declined.pk} is kept." in text_of(page)
    assert page.redirect_chain == [(f"{url_of(declined.order)}#plan-{declined.pk}", 302)]


def test_nothing_typed_on_the_page_of_the_order_is_lost(finance, declined):
    url = f"{url_of(declined.order)}refunds/{needed(declined)[0].pk}/account/"

    page = finance.post(url, WRONG)

    form = plan_on(page).account_form
    assert page.status_code == 422
    assert [form[name].value() for name in TYPED] == [*WRONG.values()]
    assert NO_IBAN in text_of(page)


def test_the_order_log_tells_who_recorded_it(shop, finance, declined):
    finance.post(f"{DESK}{needed(declined)[0].pk}/account/", ANSWERED)

    text = text_of(finance.get(f"{url_of(declined.order)}log/"))

    told = f"{shop.finance.distinct_name} recorded the account for Plan {declined.pk}"
    assert f"{told} IBAN empty → DE89 3704 … 0130 00" in text
