"""What a plan holds and which refunds serve it, against somebody with psql."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.states import PlanStatus
from orders.models import OrderItem
from payments.models import Refund
from payments.states import RefundMethod, RefundStatus
from tests.cancellations.plans import plan_at
from tests.concurrency import start_behind
from tests.factories import (
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    OrderFactory,
    OrderItemFactory,
    PlanRefundFactory,
    RefundFactory,
)

pytestmark = pytest.mark.django_db
FEE = Decimal("1.99")


def refused(what):
    return pytest.raises(DatabaseError, match=what)


def allowed(change):
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return False
    return True


def link_at(status):
    """A reserved refund that serves a plan which stands at a status."""
    refund = RefundFactory()
    return PlanRefundFactory(refund=refund, plan=plan_at(status, order=refund.order))


def ways_out(refund):
    """The statuses that PostgreSQL lets a refund have next."""
    ways = set()
    for status in set(RefundStatus) - {refund.status}:
        with transaction.atomic():
            if allowed(lambda status=status: Refund.objects.update(status=status)):
                ways.add(status)
            transaction.set_rollback(True)
    return ways


def with_fee(order):
    return CancellationPlanFactory(order=order, amount=FEE, fee_amount=FEE)


def test_a_refund_of_another_order_does_not_serve_a_plan():
    with refused("does not belong"), transaction.atomic():
        PlanRefundFactory(refund=RefundFactory(), plan=CancellationPlanFactory())


def test_a_refund_by_hand_serves_an_item_of_its_own_plan():
    entry = CancellationPlanItemFactory()
    refund = RefundFactory(order=entry.plan.order)
    other = CancellationPlanFactory(order=entry.plan.order)

    with refused("does not belong"), transaction.atomic():
        PlanRefundFactory(refund=refund, plan=other, plan_item=entry)
    assert PlanRefundFactory(refund=refund, plan=entry.plan, plan_item=entry).pk


@pytest.mark.parametrize(
    ("plan_type", "status", "held"),
    [("cancel", 450, True), ("cancel", 500, False), ("refund", 450, False), ("refund", 500, True)],
)
def test_a_plan_holds_items_of_its_own_kind(plan_type, status, held):
    item = OrderItemFactory(status=status)
    plan = CancellationPlanFactory(order=item.order, plan_type=plan_type)

    assert allowed(lambda: CancellationPlanItemFactory(item=item, plan=plan)) is held


def test_an_item_that_left_after_all_does_not_wait_for_a_cancellation():
    item = CancellationPlanItemFactory(item__status=400).item
    items = OrderItem.objects.filter(pk=item.pk)
    items.update(status=500)

    with refused("Cancellation goes through a plan"), transaction.atomic():
        items.update(status=50, status_before_cancellation=500)


@pytest.mark.parametrize(
    ("path", "completed"),
    [
        (["requested"], False),
        (["requested", "unknown"], False),
        (["requested", "declined"], True),
    ],
)
def test_a_plan_is_completed_once_none_of_its_refunds_is_set_aside(path, completed):
    link = link_at(PlanStatus.REFUNDING)
    for status in path:
        Refund.objects.filter(pk=link.refund_id).update(status=status)

    plans = CancellationPlan.objects.filter(pk=link.plan_id)
    assert allowed(lambda: plans.update(status=PlanStatus.COMPLETED)) is completed


@pytest.mark.parametrize(
    ("plan", "leaves_as"),
    [
        (PlanStatus.WAITING, set()),
        (PlanStatus.REFUNDING, {RefundStatus.REQUESTED}),
        (PlanStatus.MANUAL_REFUND_NEEDED, {RefundStatus.REQUESTED}),
        (PlanStatus.REJECTED, {RefundStatus.RELEASED}),
        (PlanStatus.WITHDRAWN, {RefundStatus.RELEASED}),
    ],
)
def test_what_is_reserved_leaves_with_its_plan_alone(plan, leaves_as):
    assert ways_out(link_at(plan).refund) == leaves_as


@pytest.mark.parametrize(
    ("method", "leaves_as"),
    [
        (RefundMethod.GATEWAY, set()),
        (RefundMethod.INTERNAL, set()),
        (RefundMethod.MANUAL, set()),
        (RefundMethod.EXTERNAL, {RefundStatus.SUCCEEDED}),
    ],
)
def test_without_a_plan_only_what_was_made_at_the_gateway_leaves(method, leaves_as):
    assert ways_out(RefundFactory(method=method)) == leaves_as


def test_the_fee_of_the_payment_option_goes_back_once():
    order = OrderFactory(payment_option_fee=FEE)
    first = with_fee(order)

    with refused("so much is not left of the payment option's fee"), transaction.atomic():
        with_fee(order)
    CancellationPlan.objects.filter(pk=first.pk).update(status=PlanStatus.WITHDRAWN)
    assert with_fee(order).fee_amount == FEE


@pytest.mark.django_db(transaction=True)
def test_of_two_plans_at_once_one_gives_the_fee_of_the_payment_option():
    order = OrderFactory(payment_option_fee=FEE)
    with transaction.atomic():
        first = with_fee(order)
        second = start_behind(lambda: with_fee(order))

    assert second.exception().__cause__.diag.constraint_name == "plan_fee_given_once"
    assert list(CancellationPlan.objects.all()) == [first]


def test_every_change_of_an_item_of_a_plan_leaves_what_it_was():
    entry = CancellationPlanItemFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cancellations_cancellationplanitem SET outcome = 'refunded', closed_at = %s",
            [timezone.now()],
        )

    history = CancellationPlanItem.pgh_event_model
    assert [(row.pgh_obj_id, row.outcome, row.amount) for row in history.objects.all()] == [
        (entry.pk, "", entry.amount)
    ]
    assert not {"note", "iban", "holder_name"} & {field.name for field in history._meta.fields}
