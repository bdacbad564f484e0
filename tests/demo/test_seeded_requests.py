"""What customers of the seed ask for, and what became of it."""

from datetime import UTC, datetime

import pytest
from django.db.models import F, Q, Sum

from cancellations.models import CancellationPlan, CancellationRequest
from cancellations.states import OPEN_REQUEST, PlanStatus, RequestStatus
from omnitron.demo.seeding.planning import Plan
from omnitron.demo.seeding.seeding import seed_orders
from orders.models import OrderEvent, OrderItem
from orders.states import Status
from payments.models import PaymentTransaction, Refund

UNTIL = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def requests(db):
    seed_orders(Plan(orders=1500, seed=1, until=UNTIL), tell=lambda _line: None)
    return CancellationRequest.objects.all()


def test_requests_are_in_every_status_and_agree_with_their_items(requests):
    assert set(requests.values_list("status", flat=True)) == set(RequestStatus.values)
    assert 0.01 < requests.count() / OrderItem.objects.count() < 0.1

    wrong_type = Q(request_type="cancel") & Q(item__status__range=(500, 599))
    assert not requests.filter(wrong_type, status__in=OPEN_REQUEST).exists()
    assert not requests.exclude(order=F("item__order")).exists()
    assert not requests.filter(created_at__lt=F("order__placed_at")).exists()
    assert not requests.filter(Q(created_at__gte=UNTIL) | Q(rejected_at__gte=UNTIL)).exists()
    assert not requests.exclude(reason__cancellation_type=F("request_type")).exists()
    asking = requests.filter(reason__extra_information_needed=True)
    assert not asking.filter(description="").exists()
    made = OrderEvent.objects.filter(kind=OrderEvent.Kind.REQUEST_MADE)
    assert made.count() == requests.count()


def test_their_plans_hold_the_items_and_the_money(requests):
    open_plans = CancellationPlan.objects.exclude(status=PlanStatus.COMPLETED)
    held = OrderItem.objects.filter(requests__plan__in=open_plans)
    assert {item.status for item in held} == {Status.CANCELLATION_WAITING}
    assert all(item.reserved_amount == item.paid_amount for item in held)
    amounts = {plan.pk: plan.amount for plan in open_plans}
    refunds = Refund.objects.filter(plan_link__plan__in=open_plans)
    assert dict(refunds.values_list("plan_link__plan", "amount")) == amounts
    reserved = PaymentTransaction.objects.aggregate(Sum("reserved_amount"))
    assert reserved["reserved_amount__sum"] == sum(amounts.values())
    waits = refunds.filter(plan_link__plan__status=PlanStatus.WAITING)
    assert set(waits.values_list("status", flat=True)) == {"reserved"}
    assert CancellationPlan.objects.filter(status=PlanStatus.COMPLETED, amount__gt=0).count() == 0
