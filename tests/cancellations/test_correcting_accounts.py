"""An account that was written down wrongly is put right, until money has gone to it."""

import re
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.services.by_hand import Evidence, make_refunds
from cancellations.services.correcting_accounts import correct_account
from cancellations.services.recording_accounts import record_account
from omnitron.accounts.models import User
from omnitron.core.errors import Conflict, Refusal
from orders.models import OrderEvent
from tests.cancellations.orders import PLACED, run
from tests.concurrency import in_threads
from tests.factories import UserFactory
from tests.panel.manual_refunds.conftest import declined
from tests.panel.manual_refunds.pages import needed, own

__all__ = ["declined"]
pytestmark = pytest.mark.django_db
WRONG = ("DE89370400440532013000", "Inês Prado")
RIGHT = ("FR1420041010050500013M02606", "Maria Inês Prado")
OTHERS = ("GB82WEST12345698765432", "Olga Braga")


@pytest.fixture
def plan(shop):
    """A plan over two items and the shipping fee, all of which go to one account."""
    order = shop.place("30.00", "20.00", shipping="4.90", pay=[("funds_transfer", "54.90")])
    wish = shop.wish(*order.items.all(), iban=WRONG[0], holder_name=WRONG[1])
    return run(shop.plan(order, wish))


@pytest.fixture
def mixed(shop):
    """A plan whose first item has an account of its own, and whose second has that of the plan."""
    order = shop.place("30.00", "20.00", pay=[("funds_transfer", "50.00")])
    wish = shop.wish(*order.items.all(), iban=WRONG[0], holder_name=WRONG[1])
    own_account = replace(wish.items[0], iban=OTHERS[0], holder_name=OTHERS[1])
    return run(shop.plan(order, replace(wish, items=(own_account, wish.items[1]))))


def correct(actor, refund, *, replaces=WRONG, account=RIGHT):
    correct_account(
        actor=actor,
        refund_id=refund.pk,
        replaces=" ".join(replaces),
        iban=account[0],
        holder_name=account[1],
    )


def make(shop, refund):
    evidence = Evidence(reference="TED 1", made_on=PLACED.date())
    make_refunds(actor=shop.finance, refund_ids=[refund.pk], evidence=evidence)


def accounts(plan):
    """The account of a plan, then those of its items."""
    items = plan.items.order_by("pk").values_list("iban", "holder_name")
    return [CancellationPlan.objects.values_list("iban", "holder_name").get(pk=plan.pk), *items]


def test_all_of_the_plan_that_goes_there_is_put_right(shop, plan):
    correct(shop.finance, needed(plan)[1])

    assert accounts(plan) == [RIGHT] * 3
    event = OrderEvent.objects.get(kind="account_corrected")
    assert (event.actor, event.cause) == (shop.finance, f"plan:{plan.pk}")
    assert event.changes == {
        "refund": [None, needed(plan)[1].pk],
        "iban": ["DE89 3704 … 0130 00, Inês Prado", "FR14 2004 … 3M02 606, Maria Inês Prado"],
    }


def test_what_was_told_at_the_telephone_is_put_right(shop, declined):
    refund = needed(declined)[0]
    record_account(actor=shop.finance, refund_id=refund.pk, iban=WRONG[0], holder_name=WRONG[1])

    correct(shop.finance, refund, account=(WRONG[0], "Inês Araújo"))

    assert accounts(declined) == [(WRONG[0], "Inês Araújo"), ("", ""), ("", "")]


def test_the_account_of_one_item_is_put_right_for_that_item(shop, mixed):
    correct(shop.finance, needed(mixed)[0], replaces=OTHERS)

    assert accounts(mixed) == [WRONG, RIGHT, WRONG]


def test_what_was_made_keeps_the_account_that_it_went_to(shop, plan):
    first, second, _shipping = needed(plan)
    make(shop, first)

    correct(shop.finance, second)

    assert accounts(plan) == [RIGHT, WRONG, RIGHT]


def test_an_account_that_money_was_sent_to_stays(shop, declined):
    first, second = needed(declined)
    record_account(actor=shop.finance, refund_id=first.pk, iban=WRONG[0], holder_name=WRONG[1])
    make(shop, first)

    sentence = (
        f"Refund {first.pk} was sent to DE89 3704 … 0130 00, so this account stays: say in the"
        f" note where the money of refund {second.pk} went."
    )
    with pytest.raises(Refusal, match=re.escape(sentence)):
        correct(shop.finance, second)
    with pytest.raises(Refusal, match="is not to be made by hand: it is made by hand"):
        correct(shop.finance, first)

    assert accounts(declined)[0] == WRONG


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"account": ("DE88370400440532013000", "Inês")}, "is no IBAN: its check digits"),
        ({"account": (RIGHT[0], " ")}, "Say who holds the account."),
        ({"account": WRONG}, "This is the account that is recorded already."),
        ({"replaces": OTHERS}, "is another one by now: look at it again."),
    ],
)
def test_what_is_no_correction_is_refused(shop, plan, changed, sentence):
    with pytest.raises(Refusal, match=sentence):
        correct(shop.finance, needed(plan)[0], **changed)

    assert accounts(plan) == [WRONG] * 3
    assert not OrderEvent.objects.filter(kind="account_corrected").exists()


def test_who_makes_no_refunds_and_who_does_not_look_after_them_correct_nothing(shop, plan):
    first, second, _shipping = needed(plan)
    colleague = UserFactory(role="Finance", channels=[shop.channel])
    own(second, colleague)

    with pytest.raises(Refusal, match="Make refunds by hand"):
        correct(shop.operator, first)
    with pytest.raises(Refusal, match=re.escape(f"{colleague} looks after refund {second.pk}")):
        correct(shop.finance, first)

    assert accounts(plan) == [WRONG] * 3


def write(row, account):
    """Whether PostgreSQL lets somebody who declares a correction write an account."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('omnitron.account_correction', 'on', true)")
            type(row).objects.filter(pk=row.pk).update(iban=account[0], holder_name=account[1])
    except DatabaseError as refused:
        return refused.__cause__.diag.constraint_name
    return ""


def test_postgresql_keeps_what_was_sent_whoever_declares_a_correction(shop, mixed):
    first, second = needed(mixed)
    one, two = CancellationPlanItem.objects.filter(plan=mixed).order_by("pk")
    make(shop, second)

    assert write(two, RIGHT) == "plan_item_keeps_its_account"
    assert write(one, ("", "")) == "plan_item_keeps_its_account"
    assert write(one, RIGHT) == ""
    make(shop, first)
    assert write(one, OTHERS) == "plan_item_keeps_its_account"


def test_postgresql_keeps_the_account_of_a_plan_that_money_was_sent_to(shop, declined):
    first, _second = needed(declined)
    record_account(actor=shop.finance, refund_id=first.pk, iban=WRONG[0], holder_name=WRONG[1])
    make(shop, first)

    assert write(declined, RIGHT) == "plan_keeps_its_account"
    assert write(declined.items.first(), RIGHT) == "plan_item_keeps_its_account"


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_the_same_moment_the_later_one_is_told(shop, plan):
    refund = needed(plan)[0]

    def put(account):
        correct(User.objects.get(pk=shop.finance.pk), refund, account=account)
        return account

    heard = in_threads(lambda: put(RIGHT), lambda: put(OTHERS))

    (kept,) = [answer for answer in heard if not isinstance(answer, Exception)]
    assert [type(answer) for answer in heard if answer != kept] == [Conflict]
    assert accounts(plan) == [kept] * 3
