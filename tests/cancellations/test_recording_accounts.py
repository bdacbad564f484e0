"""The account that a customer tells once money is to be sent by hand."""

import pytest

from cancellations.models import CancellationPlan
from cancellations.services.by_hand import Evidence, make_refunds
from cancellations.services.erasing import erase_customer
from cancellations.services.recording_accounts import record_account
from omnitron.core.errors import Refusal
from orders.models import OrderEvent
from tests.cancellations.orders import PLACED, run
from tests.factories import UserFactory
from tests.panel.manual_refunds.conftest import declined
from tests.panel.manual_refunds.pages import needed

__all__ = ["declined"]
pytestmark = pytest.mark.django_db

IBAN = "DE89 3704 0044 0532 0130 00"
KEPT = "DE89370400440532013000"


def tell(actor, refund, iban=IBAN, holder_name=" Inês Prado "):
    record_account(actor=actor, refund_id=refund.pk, iban=iban, holder_name=holder_name)


def account_of(plan):
    return CancellationPlan.objects.values_list("iban", "holder_name").get(pk=plan.pk)


def test_what_is_told_is_kept_and_the_log_knows_its_ends(shop, declined):
    refund = needed(declined)[0]

    tell(shop.finance, refund)

    assert account_of(declined) == (KEPT, "Inês Prado")
    event = OrderEvent.objects.get(kind="account_recorded")
    assert event.changes == {"refund": [None, refund.pk], "iban": [None, "DE89 3704 … 0130 00"]}
    assert (event.actor, event.cause) == (shop.finance, f"plan:{declined.pk}")


def test_another_holder_than_was_named_without_an_iban_may_be_told(shop):
    order = shop.place("30.00", pay=[("cash_register", "30.00")])
    plan = run(shop.plan(order, shop.wish(order.items.get(), holder_name="Antônia Sá")))

    tell(shop.finance, *needed(plan))

    assert account_of(plan) == (KEPT, "Inês Prado")


def test_the_log_forgets_it_with_the_customer(shop, declined):
    refunds = needed(declined)
    tell(shop.finance, refunds[0])
    evidence = Evidence(reference="TED 1", made_on=PLACED.date())
    make_refunds(actor=shop.finance, refund_ids=[one.pk for one in refunds], evidence=evidence)

    admin = UserFactory(role="Admin", channels=[shop.channel])
    erase_customer(actor=admin, number=declined.order.number)

    assert account_of(declined) == ("", "")
    assert OrderEvent.objects.get(kind="account_recorded").changes["iban"] == [None, None]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"iban": "DE88 3704 0044 0532 0130 00"},
            "“DE88370400440532013000” is no IBAN: its check digits do not fit.",
        ),
        ({"holder_name": " "}, "Say who holds the account."),
    ],
)
def test_what_is_no_account_is_refused(shop, declined, typed, sentence):
    with pytest.raises(Refusal, match=sentence):
        tell(shop.finance, needed(declined)[0], **typed)

    assert account_of(declined) == ("", "")
    assert not OrderEvent.objects.filter(kind="account_recorded").exists()


def test_an_account_is_told_once_for_all_of_a_plan(shop, declined):
    first, second = needed(declined)
    tell(shop.finance, first)

    with pytest.raises(Refusal) as refused:
        tell(shop.finance, second, iban="BR1500000000000010932840814P2")

    assert str(refused.value) == (
        f"Refund {second.pk} has an account already, DE89 3704 … 0130 00: correct that one."
    )
    assert account_of(declined) == (KEPT, "Inês Prado")


def test_what_was_made_needs_no_account(shop, declined):
    refund = needed(declined)[0]
    evidence = Evidence(reference="TED 1", made_on=PLACED.date())
    make_refunds(actor=shop.finance, refund_ids=[refund.pk], evidence=evidence)

    with pytest.raises(Refusal, match="is not to be made by hand: it is made by hand"):
        tell(shop.finance, refund)

    assert account_of(declined) == ("", "")


def test_who_makes_no_refunds_tells_no_account(shop, declined):
    with pytest.raises(Refusal, match="Make refunds by hand"):
        tell(shop.operator, needed(declined)[0])

    assert account_of(declined) == ("", "")
