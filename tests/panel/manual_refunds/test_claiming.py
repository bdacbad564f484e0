"""Taking a refund upon oneself, and leaving it to others."""

import pytest

from payments.models import ManualRefund
from tests.factories import ManualRefundFactory, UserFactory
from tests.panel.manual_refunds.pages import DESK, messages_of, own, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def refund(shop):
    return ManualRefundFactory(order__channel=shop.channel)


def test_who_claims_a_refund_owns_it_and_finds_its_form_open(shop, finance, refund):
    page = finance.post(f"{DESK}{refund.pk}/claim/?tab=free", follow=True)

    assert ManualRefund.objects.get(refund=refund).owner == shop.finance
    assert page.redirect_chain == [(f"{DESK}?tab=free&refund={refund.pk}", 302)]
    assert row_of(finance.get(f"{DESK}?refund={refund.pk}"), refund).is_open


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


@pytest.mark.parametrize("verb", ["claim", "let-go", "account", "made", "decide", "try-again"])
def test_a_stranger_s_refund_is_not_found(finance, verb):
    stranger = ManualRefundFactory()

    assert finance.post(f"{DESK}{stranger.pk}/{verb}/").status_code == 404
    assert not ManualRefund.objects.exists()
