"""PostgreSQL keeps the moves of requests, whoever asks."""

from functools import partial
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from cancellations.states import OPEN_REQUEST, REQUEST_MOVES, RequestStatus
from tests.cancellations.requests import move, request_at
from tests.factories import (
    CancellationPlanFactory,
    CancellationRequestFactory,
    OrderFactory,
    OrderItemFactory,
)

pytestmark = pytest.mark.django_db
TABLE = "cancellations_cancellationrequest"


def allowed(change):
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return False
    return True


def test_postgres_and_python_agree_on_every_move_of_a_request():
    pairs = [(old, new) for old, new in product(RequestStatus, RequestStatus) if old != new]
    moved = set()
    for old, new in pairs:
        request = request_at(old)
        plan = CancellationPlanFactory(order=request.order)
        if allowed(partial(move, request, new, plan)):
            moved.add((old, new))
    assert moved == {pair for pair in pairs if REQUEST_MOVES.allows(*pair)}


def test_a_request_begins_waiting():
    begun = {
        status
        for status in RequestStatus
        if allowed(partial(CancellationRequestFactory, status=status))
    }
    assert begun == {RequestStatus.WAITING}


@pytest.mark.parametrize("status", sorted(RequestStatus))
def test_an_item_has_one_request_that_is_at_no_end(status):
    item = request_at(status).item

    again = allowed(lambda: CancellationRequestFactory(item=item))

    assert again is (status not in OPEN_REQUEST)


def test_a_request_is_for_an_item_of_its_order():
    with pytest.raises(DatabaseError, match="does not belong"), transaction.atomic():
        CancellationRequestFactory(item=OrderItemFactory(), order=OrderFactory())


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE {table} SET status = 'completed'", "may not go from waiting"),
        ("UPDATE {table} SET status = 'approved'", "request_plan_as_its_status_says"),
        ("UPDATE {table} SET status = 'rejected'", "request_rejected_at_a_moment"),
        ("UPDATE {table} SET quantity = 0", "request_of_pieces"),
        ("UPDATE {table} SET request_type = 'refund'", "rely on what was"),
        ("DELETE FROM {table}", "are kept: DELETE"),
        ("TRUNCATE {table} CASCADE", "are kept: TRUNCATE"),
    ],
)
def test_raw_sql_that_would_falsify_a_request_is_refused(statement, refusal):
    CancellationRequestFactory()
    with (
        pytest.raises(DatabaseError, match=refusal),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; " + statement.format(table=TABLE))
