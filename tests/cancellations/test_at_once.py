"""Many people at once: one plan, one refund, and a clear sentence for everybody else (F3)."""

from collections import Counter
from decimal import Decimal

import pytest
from django.utils import timezone

from cancellations.models import CancellationPlan
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import PlanStatus
from omnitron.accounts.models import User
from payments.models import Refund
from tests.cancellations.orders import register, run, statuses, sums
from tests.concurrency import in_threads

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 50
BUSY = "Somebody else is changing this right now. Try again in a moment."


def at_once(shop, order, wish):
    """The plans that people got, and how often the others heard which sentence."""

    def ask():
        # Everybody is somebody of their own: nothing that one has read is the other's.
        actor = User.objects.get(pk=shop.operator.pk)
        return shop.plans(order, wish, actor)

    answers = in_threads(*[ask] * PEOPLE)
    plans = [answer[0] for answer in answers if isinstance(answer, list)]
    heard = Counter(str(answer) for answer in answers if not isinstance(answer, list))
    return plans, heard


def paid_once(order, amount):
    """Whether exactly one plan and one refund of the amount exist."""
    plan = CancellationPlan.objects.get(order=order)
    refund = Refund.objects.get(order=order)
    return (plan.amount, refund.amount) == (amount, amount)


def test_50_people_cancel_the_same_item(shop, gateway):
    order = shop.place("30.00", "20.00")
    register(gateway, order)

    plans, heard = at_once(shop, order, shop.wish(order.items.first()))

    assert len(plans) == 1
    assert heard.total() == PEOPLE - 1
    assert set(heard) <= {"Luminária de mesa Ipê: a plan for it is open.", BUSY}
    assert run(plans[0]).status == PlanStatus.COMPLETED
    assert paid_once(order, 30)
    assert [line["amount"] for line in gateway.ledger()] == ["30.00"]


def test_50_people_refund_the_same_shipping_fee(shop, gateway):
    order = shop.place("30.00", shipping="4.90")
    register(gateway, order)

    plans, heard = at_once(shop, order, shop.wish(only_shipping=True))

    assert len(plans) == 1
    assert heard.total() == PEOPLE - 1
    nothing = "Nothing is left of the shipping fee: it is refunded or set aside."
    assert set(heard) <= {nothing, BUSY}
    assert run(plans[0]).status == PlanStatus.COMPLETED
    assert paid_once(order, Decimal("4.90"))
    assert [line["amount"] for line in gateway.ledger()] == ["4.90"]


def test_undo_and_the_worker_at_the_same_moment(shop, gateway):
    order = shop.place("30.00")
    register(gateway, order)
    plan = shop.plan(order, shop.wish(order.items.get()))
    CancellationPlan.objects.filter(pk=plan.pk).update(executes_at=timezone.now())

    in_threads(
        lambda: withdraw_plan(actor=User.objects.get(pk=shop.operator.pk), plan_id=plan.pk),
        lambda: run(CancellationPlan.objects.get(pk=plan.pk)),
    )

    plan.refresh_from_db()
    booked = [line["amount"] for line in gateway.ledger()]
    ends = {
        PlanStatus.WITHDRAWN: ([400], [], (0, 0)),
        PlanStatus.COMPLETED: ([100], ["30.00"], (0, 30)),
    }
    assert (statuses(order)[0], booked, sums(order)[0]) == ends[plan.status]
