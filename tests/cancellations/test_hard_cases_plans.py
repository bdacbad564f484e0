"""Hard cases of plans, each by its name: a refund that is declined, another plan meanwhile."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from cancellations.planning.objections import Refused
from cancellations.services.by_hand import Evidence, make_refunds
from cancellations.services.planning import PlanChanged
from cancellations.states import PlanStatus
from orders.states import Status
from payments.models import Refund
from tests.cancellations.orders import plan_count, register, run, statuses, sums

MADE = Evidence(reference="TED 118204-3", made_on=date(2026, 1, 5), note="")


def test_three_refunds_of_one_plan_one_declined_two_stand(shop, gateway):
    order = shop.place("30.00", pay=[("credit_card", 12), ("credit_card", 10), ("credit_card", 8)])
    register(gateway, order)
    gateway.mode("decline", next=1)

    plan = run(shop.plan(order, shop.wish(order.items.get())))

    assert plan.status == PlanStatus.MANUAL_REFUND_NEEDED
    assert [line["amount"] for line in gateway.ledger()] == ["10.00", "8.00"]
    by_hand = Refund.objects.get(method="manual")
    assert (by_hand.status, by_hand.amount) == ("needed", Decimal("12.00"))
    assert sums(order) == [(12, 0), (0, 10), (0, 8)]


def test_three_refunds_of_one_plan_one_declined_items_stay_at_50_until_all_is_made(shop, gateway):
    order = shop.place("18.00", "12.00", pay=[("credit_card", 10)] * 3)
    register(gateway, order)
    gateway.mode("decline", next=1)
    plan = run(shop.plan(order, shop.wish(*order.items.all())))
    waiting = Status.CANCELLATION_WAITING
    by_hand = Refund.objects.filter(method="manual").order_by("pk")
    assert [refund.amount for refund in by_hand] == [6, 4]
    assert statuses(order) == ([waiting, waiting], waiting)

    make_refunds(actor=shop.finance, refund_ids=[by_hand[0].pk], evidence=MADE)
    assert statuses(order) == ([Status.CANCELED, waiting], waiting)
    make_refunds(actor=shop.finance, refund_ids=[by_hand[1].pk], evidence=MADE)

    assert statuses(order) == ([Status.CANCELED, Status.CANCELED], Status.CANCELED)
    assert sums(order) == [(0, 10)] * 3
    plan.refresh_from_db()
    assert plan.status == PlanStatus.COMPLETED


@pytest.fixture
def looked_at(shop, gateway):
    """An order, and how to apply what was shown of its second item."""
    order = shop.place("30.00", "20.00", shipping="5.00")
    register(gateway, order)
    wish = shop.wish(order.items.last())
    digest = shop.preview(order, wish).digest
    return order, lambda: shop.plan(order, wish, key=uuid4(), digest=digest)


def test_a_plan_made_between_preview_and_apply_for_the_same_item(shop, looked_at):
    order, apply = looked_at
    shop.plan(order, shop.wish(order.items.last()))

    with pytest.raises(Refused, match="Luminária de mesa Ipê: a plan for it is open"):
        apply()

    assert plan_count(order) == 1
    assert sums(order) == [(20, 0)]


def test_a_plan_made_between_preview_and_apply_that_changes_the_amounts(shop, looked_at):
    order, apply = looked_at
    run(shop.plan(order, shop.wish(order.items.first())))

    with pytest.raises(PlanChanged) as changed:
        apply()

    assert plan_count(order) == 1
    assert sums(order) == [(0, 30)]
    assert changed.value.preview.drafts[0].amount == Decimal("25.00")


def test_a_plan_made_between_preview_and_apply_that_changes_nothing_of_it(shop, looked_at):
    order, apply = looked_at
    shop.plan(order, shop.wish(order.items.first()))

    assert apply().amount == Decimal("20.00")
    assert sums(order) == [(50, 0)]
