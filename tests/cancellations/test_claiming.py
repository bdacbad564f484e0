"""Who looks after a refund by hand, and after the others of its plan."""

import re

import pytest

from cancellations.services.by_hand import Evidence, make_refunds
from cancellations.services.claiming import claim_refund, let_refund_go
from omnitron.accounts.models import User
from omnitron.core.errors import NotFound, Refusal
from payments.models import ManualRefund, Refund
from tests.cancellations.orders import PLACED, run
from tests.concurrency import in_threads
from tests.factories import SalesChannelFactory, UserFactory
from tests.panel.manual_refunds.pages import needed, own

pytestmark = pytest.mark.django_db
ACCOUNT = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}


@pytest.fixture
def plan(shop):
    """A plan whose three refunds are made by hand: two items and the shipping fee."""
    order = shop.place("30.00", "20.00", shipping="4.90", pay=[("funds_transfer", "54.90")])
    return run(shop.plan(order, shop.wish(*order.items.all(), **ACCOUNT)))


@pytest.fixture
def colleague(shop):
    return UserFactory(role="Finance", channels=[shop.channel])


def owners(plan):
    found = Refund.objects.filter(plan_link__plan=plan).order_by("pk")
    return list(found.values_list("manual__owner", flat=True))


def test_one_claim_takes_all_of_the_plan_and_nothing_else(shop, plan):
    order = shop.place("10.00", pay=[("funds_transfer", "10.00")])
    another = run(shop.plan(order, shop.wish(order.items.get(), **ACCOUNT)))

    assert claim_refund(actor=shop.finance, refund_id=needed(plan)[1].pk) == 3

    assert owners(plan) == [shop.finance.pk] * 3
    assert owners(another) == [None]


def test_what_somebody_else_looks_after_stays_theirs(shop, plan, colleague):
    first, second, third = needed(plan)
    own(second, colleague)

    assert claim_refund(actor=shop.finance, refund_id=first.pk) == 2

    assert owners(plan) == [shop.finance.pk, colleague.pk, shop.finance.pk]
    sentence = re.escape(f"{shop.finance} looks after this refund already.")
    with pytest.raises(Refusal, match=sentence):
        claim_refund(actor=colleague, refund_id=third.pk)


def test_what_was_made_is_not_claimed(shop, plan):
    first, *others = needed(plan)
    evidence = Evidence(reference="TED 1", made_on=PLACED.date())
    make_refunds(actor=shop.finance, refund_ids=[first.pk], evidence=evidence)

    assert claim_refund(actor=shop.finance, refund_id=others[0].pk) == 2

    assert owners(plan) == [None, shop.finance.pk, shop.finance.pk]


def test_one_alone_is_let_go_and_a_second_claim_takes_nothing(shop, plan, colleague):
    first, second, third = needed(plan)
    claim_refund(actor=shop.finance, refund_id=first.pk)

    let_refund_go(actor=shop.finance, refund_id=second.pk)

    assert claim_refund(actor=shop.finance, refund_id=third.pk) == 0
    assert owners(plan) == [shop.finance.pk, None, shop.finance.pk]
    assert claim_refund(actor=colleague, refund_id=second.pk) == 1


def test_a_stranger_s_refund_does_not_exist(plan):
    stranger = UserFactory(role="Finance", channels=[SalesChannelFactory()])
    with pytest.raises(NotFound):
        claim_refund(actor=stranger, refund_id=needed(plan)[0].pk)
    assert not ManualRefund.objects.exclude(owner=None).exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_claim_two_refunds_of_a_plan_at_the_same_moment(shop, plan, colleague):
    people = [shop.finance.pk, colleague.pk]
    refunds = needed(plan)[:2]

    def claim(place):
        actor = User.objects.get(pk=people[place])
        return claim_refund(actor=actor, refund_id=refunds[place].pk)

    heard = in_threads(lambda: claim(0), lambda: claim(1))

    winner = heard.index(3)
    name = User.objects.get(pk=people[winner])
    assert str(heard[1 - winner]) == f"{name} looks after this refund already."
    assert owners(plan) == [people[winner]] * 3
