"""Taking a refund upon oneself, and leaving it to others."""

from dataclasses import replace

import pytest

from payments.models import ManualRefund
from tests.cancellations.orders import run
from tests.factories import ManualRefundFactory, UserFactory
from tests.panel.manual_refunds.pages import DESK, messages_of, needed, own, row_of
from tests.panel.order_detail.pages import text_of

pytestmark = pytest.mark.django_db
ACCOUNT = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}


@pytest.fixture
def refund(shop):
    return ManualRefundFactory(order__channel=shop.channel)


def test_who_claims_a_refund_owns_it_and_finds_its_form_open(shop, finance, refund):
    page = finance.post(f"{DESK}{refund.pk}/claim/?tab=free", follow=True)

    assert ManualRefund.objects.get(refund=refund).owner == shop.finance
    assert page.redirect_chain == [(f"{DESK}?tab=free&refund={refund.pk}", 302)]
    assert row_of(finance.get(f"{DESK}?refund={refund.pk}"), refund).is_open


def test_one_alone_says_nothing_and_several_say_how_many(finance, refund, declined):
    alone = finance.post(f"{DESK}{refund.pk}/claim/", follow=True)
    several = finance.post(f"{DESK}{needed(declined)[0].pk}/claim/", follow=True)

    assert messages_of(alone) == []
    assert messages_of(several) == [f"2 refunds of plan {declined.pk} are yours now."]


def test_what_goes_to_the_same_account_is_ticked_with_it(shop, finance, declined):
    first, second = needed(declined)
    type(declined).objects.update(iban="DE89370400440532013000", holder_name="Inês Prado")

    page = finance.post(f"{DESK}{first.pk}/claim/", follow=True)

    row = row_of(page, first)
    assert (row.is_open, row.ticked) == (True, {second.pk})
    assert f'name="refund" value="{second.pk}" checked' in page.text
    assert "€50.00 in all goes to the same account." in text_of(page)


def test_without_an_account_nothing_is_said_of_one(finance, declined):
    first, second = needed(declined)

    page = finance.post(f"{DESK}{first.pk}/claim/", follow=True)

    assert row_of(page, first).ticked == {second.pk}
    assert "in all goes to the same account" not in text_of(page)


def test_what_goes_to_another_account_is_not_ticked(finance, shop):
    order = shop.place("30.00", "20.00", pay=[("funds_transfer", "50.00")])
    wish = shop.wish(*order.items.all(), **ACCOUNT)
    first = replace(wish.items[0], iban="FR1420041010050500013M02606", holder_name="Olga Braga")
    plan = run(shop.plan(order, replace(wish, items=(first, wish.items[1]))))
    refund, other = needed(plan)

    page = finance.post(f"{DESK}{refund.pk}/claim/", follow=True)

    row = row_of(page, refund)
    assert ([link.refund_id for link in row.siblings], row.ticked) == ([other.pk], set())
    assert "in all goes to the same account" not in text_of(page)


def test_what_somebody_else_claimed_stays_theirs(finance, refund):
    own(refund, UserFactory(first_name="Deniz", last_name="Aydın"))

    page = finance.post(f"{DESK}{refund.pk}/claim/", follow=True)

    assert messages_of(page) == ["Deniz Aydın looks after this refund already."]
    assert "Claimed 0 min ago" in page.content.decode()


def test_who_lets_a_refund_go_leaves_it_to_others(shop, finance, refund):
    own(refund, shop.finance)

    page = finance.post(f"{DESK}{refund.pk}/let-go/", follow=True)

    assert ManualRefund.objects.get(refund=refund).owner is None
    assert messages_of(page) == [f"Refund {refund.pk} is left to others."]


@pytest.mark.parametrize(
    "verb", ["claim", "let-go", "account", "account/correct", "made", "decide", "try-again"]
)
def test_a_stranger_s_refund_is_not_found(finance, verb):
    stranger = ManualRefundFactory()

    assert finance.post(f"{DESK}{stranger.pk}/{verb}/").status_code == 404
    assert not ManualRefund.objects.exists()
