"""PostgreSQL keeps the moves of plans, of their items and of the items they hold."""

from decimal import Decimal
from functools import partial
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cancellations.models import CancellationPlan, CancellationPlanItem
from cancellations.states import PLAN_MOVES, PlanStatus
from orders.models import Order, OrderItem
from orders.states import CORRECTABLE, Status
from tests.cancellations.plans import plan_at
from tests.factories import (
    CancellationPlanFactory,
    CancellationPlanItemFactory,
    OrderFactory,
    OrderItemFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """An approved item that an open plan holds."""
    return CancellationPlanItemFactory().item


def allowed(change):
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return False
    return True


def move(item, new, before=None):
    OrderItem.objects.filter(pk=item.pk).update(status=new, status_before_cancellation=before)


def test_postgres_and_python_agree_on_every_move_of_a_plan():
    pairs = [(old, new) for old, new in product(PlanStatus, PlanStatus) if old != new]
    moved = set()
    for old, new in pairs:
        plans = CancellationPlan.objects.filter(pk=plan_at(old).pk)
        if allowed(partial(plans.update, status=new)):
            moved.add((old, new))
    assert moved == {pair for pair in pairs if PLAN_MOVES.allows(*pair)}


def test_a_plan_begins_waiting():
    begun = {
        status for status in PlanStatus if allowed(partial(CancellationPlanFactory, status=status))
    }
    assert begun == {PlanStatus.WAITING}


@pytest.mark.parametrize("old", sorted(Status))
def test_an_open_plan_lets_its_item_wait_from_every_correctable_status(old):
    before = Status.APPROVED if old == Status.CANCELLATION_WAITING else None
    item = OrderItemFactory(status=old, status_before_cancellation=before)
    CancellationPlanItemFactory(item=item)

    assert allowed(lambda: move(item, 50, old)) is (old in CORRECTABLE)


def test_without_a_plan_no_item_waits():
    item = OrderItemFactory(status=Status.APPROVED)
    assert not allowed(lambda: move(item, 50, Status.APPROVED))


def test_a_closed_plan_lets_no_item_wait(held):
    CancellationPlanItem.objects.update(outcome="released", closed_at=timezone.now())
    assert not allowed(lambda: move(held, 50, Status.APPROVED))


def test_an_item_remembers_the_status_that_it_had(held):
    assert not allowed(lambda: move(held, 50, Status.PREPARING))


@pytest.mark.parametrize("before", sorted(CORRECTABLE))
def test_a_waiting_item_ends_as_its_status_before_says(before):
    item = OrderItemFactory(status=before)
    CancellationPlanItemFactory(item=item)
    move(item, 50, before)
    ends = set()
    for new in set(Status) - {Status.CANCELLATION_WAITING}:
        with transaction.atomic():
            if allowed(lambda new=new: move(item, new)):
                ends.add(new)
            transaction.set_rollback(True)
    assert ends == {before, Status.CANCELED if before < 500 else Status.REFUNDED}


def test_a_waiting_item_stays_when_its_plan_is_closed(held):
    move(held, 50, Status.APPROVED)
    CancellationPlanItem.objects.update(outcome="released", closed_at=timezone.now())
    assert not allowed(lambda: move(held, Status.CANCELED))


def test_the_status_before_cancellation_is_not_edited(held):
    move(held, 50, Status.APPROVED)
    assert not allowed(lambda: move(held, 50, Status.PREPARING))


def test_one_item_is_in_one_open_plan(held):
    assert not allowed(lambda: CancellationPlanItemFactory(item=held))
    CancellationPlanItem.objects.update(outcome="released", closed_at=timezone.now())
    assert allowed(lambda: CancellationPlanItemFactory(item=held))


def test_a_plan_holds_items_of_its_own_order(held):
    plan = CancellationPlanFactory(order=OrderFactory())
    with pytest.raises(DatabaseError, match="does not belong"), transaction.atomic():
        CancellationPlanItemFactory(plan=plan, item=OrderItemFactory())


@pytest.mark.parametrize(
    ("outcome", "reserved", "refunded"),
    [("", "106.90", "0"), ("refunded", "0", "106.90"), ("released", "0", "0")],
)
def test_the_sums_of_an_item_follow_its_plan(held, outcome, reserved, refunded):
    closed_at = timezone.now() if outcome else None
    CancellationPlanItem.objects.update(outcome=outcome, closed_at=closed_at)

    held.refresh_from_db()
    sums = (held.reserved_amount, held.refunded_amount)
    assert sums == (Decimal(reserved), Decimal(refunded))


@pytest.mark.parametrize(
    ("status", "reserved", "refunded"),
    [
        (PlanStatus.WAITING, 15, 0),
        (PlanStatus.MANUAL_REFUND_NEEDED, 15, 0),
        (PlanStatus.COMPLETED, 0, 15),
        (PlanStatus.WITHDRAWN, 0, 0),
        (PlanStatus.REJECTED, 0, 0),
    ],
)
def test_the_sums_of_the_shipping_fee_follow_its_plan(status, reserved, refunded):
    order = OrderFactory(net_shipping_amount=Decimal(20))
    plan_at(status, order=order, amount=Decimal(15), shipping_amount=Decimal(15))

    order.refresh_from_db()
    assert (order.shipping_reserved, order.shipping_refunded) == (reserved, refunded)


def test_the_shipping_fee_goes_back_once():
    order = OrderFactory(net_shipping_amount=Decimal(20))
    plan_at(PlanStatus.COMPLETED, order=order, amount=Decimal(15), shipping_amount=Decimal(15))
    with pytest.raises(DatabaseError, match="order_shipping_not_over"), transaction.atomic():
        plan_at(PlanStatus.WAITING, order=order, amount=Decimal(6), shipping_amount=Decimal(6))


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE cancellations_cancellationplan SET amount = 999", "rely on what was"),
        (
            "UPDATE cancellations_cancellationplan SET status = 'completed'",
            "may not go from waiting",
        ),
        ("""UPDATE cancellations_cancellationplan SET breakdown = '{"fee": []}'""", "rely on what"),
        ("DELETE FROM cancellations_cancellationplan", "are kept: DELETE"),
        ("UPDATE cancellations_cancellationplanitem SET amount = 1", "rely on what was"),
        ("UPDATE cancellations_cancellationplanitem SET breakdown = '[1]'", "rely on what was"),
        ("UPDATE cancellations_cancellationplanitem SET reason_id = 0", "rely on what was"),
        (
            "UPDATE cancellations_cancellationplanitem SET closed_at = now()",
            "plan_item_closes_with_outcome",
        ),
        ("DELETE FROM cancellations_cancellationplanitem", "are kept: DELETE"),
        ("UPDATE orders_orderitem SET refunded_amount = 1", "follows from refunds and plans"),
        ("UPDATE orders_orderitem SET reserved_amount = 0", "follows from refunds and plans"),
        ("UPDATE orders_order SET shipping_refunded = 1", "follows from refunds and plans"),
        ("UPDATE orders_orderitem SET status = 100", "may not go from status 400 to status 100"),
    ],
)
def test_raw_sql_that_would_falsify_a_plan_is_refused(held, statement, refusal):
    Order.objects.update(net_shipping_amount=5)
    with (
        pytest.raises(DatabaseError, match=refusal),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
