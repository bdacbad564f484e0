"""Python and PostgreSQL keep the same table of a refund's moves, and the sums follow them."""

from decimal import Decimal
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cancellations.states import PlanStatus
from payments.models import Refund, RefundAttempt
from payments.states import FIRST_STATUSES, GIVES_BACK, REFUND_MOVES, SETS_ASIDE, RefundMethod
from payments.states import RefundStatus as Status
from tests.cancellations.plans import plan_at
from tests.factories import (
    OrderFactory,
    PaymentTransactionFactory,
    PlanRefundFactory,
    RefundFactory,
)

pytestmark = pytest.mark.django_db

PAIRS = [(old, new) for old, new in product(Status, Status) if old != new]


@pytest.fixture
def payment():
    return PaymentTransactionFactory(order=OrderFactory(amount=Decimal("121.88")))


def path_to(status, method):
    """Moves that lead from where a refund may begin to a status; None if nothing leads there."""
    paths = {first: [first] for first in FIRST_STATUSES[method]}
    queue = list(paths)
    for here in queue:
        for new in Status:
            if REFUND_MOVES[method].allows(here, new) and new not in paths:
                paths[new] = [*paths[here], new]
                queue.append(new)
    return paths.get(status)


def refund_at(status, payment, method=RefundMethod.GATEWAY, amount=Decimal("20.00")):
    first, *moves = path_to(status, method)
    refund = RefundFactory(
        order=payment.order, transaction=payment, method=method, amount=amount, status=first
    )
    for new in moves:
        move(refund, new)
    return refund


def move(refund, new):
    """Move by an UPDATE alone, with the plan and the times that the move must have."""
    if refund.status == Status.RESERVED and refund.method != RefundMethod.EXTERNAL:
        serve(refund, PlanStatus.WITHDRAWN if new == Status.RELEASED else PlanStatus.REFUNDING)
    refund.status = new
    now = timezone.now()
    Refund.objects.filter(pk=refund.pk).update(status=new, claimed_at=now, last_sent_at=now)


def postgres_allows(change):
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return False
    return True


def serve(refund, plan_status):
    PlanRefundFactory(refund=refund, plan=plan_at(plan_status, order=refund.order))


@pytest.mark.parametrize("method", RefundMethod)
def test_postgres_and_python_agree_on_every_move(payment, method):
    reachable = [status for status in Status if path_to(status, method)]
    allowed = set()
    for old in reachable:
        for new in set(Status) - {old}:
            with transaction.atomic():
                refund = refund_at(old, payment, method)
                if postgres_allows(lambda refund=refund, new=new: move(refund, new)):
                    allowed.add((old, new))
                transaction.set_rollback(True)
    moves = REFUND_MOVES[method]
    assert allowed == {pair for pair in PAIRS if moves.allows(*pair)}


@pytest.mark.parametrize("method", RefundMethod)
def test_a_refund_begins_where_its_method_begins(payment, method):
    allowed = {
        status
        for status in Status
        if postgres_allows(
            lambda status=status: RefundFactory(
                order=payment.order,
                transaction=payment,
                method=method,
                status=status,
                amount=Decimal("1.00"),
                claimed_at=timezone.now(),
                last_sent_at=timezone.now(),
            )
        )
    }
    assert allowed == FIRST_STATUSES[method]


@pytest.mark.parametrize("method", RefundMethod)
def test_the_sums_of_the_payment_follow_every_refund(payment, method):
    for status in Status:
        if path_to(status, method) is None:
            continue
        with transaction.atomic():
            refund_at(status, payment, method)
            payment.refresh_from_db()
            assert (payment.reserved_amount, payment.refunded_amount) == (
                Decimal(20) if status in SETS_ASIDE else 0,
                Decimal(20) if status in GIVES_BACK else 0,
            )
            transaction.set_rollback(True)


def test_refunds_beyond_what_was_captured_are_refused(payment):
    refund_at(Status.SUCCEEDED, payment, amount=Decimal("100.00"))
    refund_at(Status.RESERVED, payment, amount=Decimal("21.87"))

    with pytest.raises(DatabaseError, match="transaction_not_over_refunded"), transaction.atomic():
        refund_at(Status.RESERVED, payment, amount=Decimal("0.02"))


def test_nothing_goes_back_from_what_was_not_captured(payment):
    type(payment).objects.update(captured_at=None)

    with pytest.raises(DatabaseError, match="transaction_not_over_refunded"), transaction.atomic():
        refund_at(Status.RESERVED, payment)


def test_a_declined_refund_makes_room_for_the_one_that_replaces_it(payment):
    declined = refund_at(Status.DECLINED, payment, amount=payment.amount)

    RefundFactory(
        order=payment.order,
        transaction=payment,
        method=RefundMethod.MANUAL,
        status=Status.NEEDED,
        amount=payment.amount,
        replaces=declined,
    )

    payment.refresh_from_db()
    assert (payment.reserved_amount, payment.refunded_amount) == (payment.amount, 0)


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE payments_refund SET amount = amount + 1", "rely on what was to be changed"),
        ("UPDATE payments_refund SET key = gen_random_uuid()", "rely on what was to be changed"),
        ("UPDATE payments_refund SET transaction_id = NULL", "rely on what was to be changed"),
        ("UPDATE payments_refund SET method = 'manual'", "rely on what was to be changed"),
        ("UPDATE payments_refund SET status = 'submitted'", "may not go from reserved"),
        ("DELETE FROM payments_refund", "its rows are kept: DELETE"),
        ("TRUNCATE payments_refund CASCADE", "TRUNCATE is refused"),
        ("UPDATE payments_refundattempt SET kind = 'answered'", "append-only: UPDATE"),
        ("DELETE FROM payments_refundattempt", "append-only: DELETE"),
        ("UPDATE payments_paymenttransaction SET reserved_amount = 0", "follows from refunds"),
        ("UPDATE payments_paymenttransaction SET refunded_amount = 1", "follows from refunds"),
    ],
)
def test_raw_sql_that_would_falsify_a_refund_is_refused(payment, statement, refusal):
    refund = refund_at(Status.RESERVED, payment)
    serve(refund, PlanStatus.REFUNDING)
    RefundAttempt.objects.create(refund=refund, kind="sent", at=timezone.now())

    with connection.cursor() as cursor:
        # A table that still has a check to come is refused the TRUNCATE for that alone.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            cursor.execute(statement)


def test_a_refund_is_of_a_payment_of_its_order(payment):
    with pytest.raises(DatabaseError, match="does not belong"), transaction.atomic():
        RefundFactory(order=OrderFactory(), transaction=payment)


def test_only_a_manual_refund_may_come_from_elsewhere(payment):
    with pytest.raises(DatabaseError, match="refund_from_a_payment"), transaction.atomic():
        RefundFactory(order=payment.order, transaction=None)


def test_a_payment_cannot_be_added_as_already_refunded(payment):
    with pytest.raises(DatabaseError, match="follows from refunds"), transaction.atomic():
        PaymentTransactionFactory(order=payment.order, refunded_amount=Decimal("1.00"))


def test_the_same_reference_of_a_gateway_is_one_refund(payment):
    for _place in range(2):
        refund_at(Status.RESERVED, payment, amount=Decimal("1.00"))
    with pytest.raises(DatabaseError, match="one_refund_per_reference"), transaction.atomic():
        Refund.objects.update(gateway_reference="re_1")


def test_every_change_of_a_refund_leaves_what_it_was(payment):
    refund = refund_at(Status.SUBMITTED, payment)

    history = Refund._meta.get_field("events").related_model
    was = history.objects.filter(pgh_obj=refund).order_by("pgh_id").values_list("status", flat=True)
    assert list(was) == [Status.RESERVED, Status.REQUESTED]
