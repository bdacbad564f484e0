"""Python and PostgreSQL keep the same table of moves."""

from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from orders.models import OrderItem
from orders.states import ITEM_MOVES, NOT_LIVE, Status, allows_correction
from tests.factories import OrderItemFactory

pytestmark = pytest.mark.django_db

PAIRS = [(old, new) for old, new in product(Status, Status) if old != new]


def item_at(status):
    before = Status.APPROVED if status == Status.CANCELLATION_WAITING else None
    return OrderItemFactory(status=status, status_before_cancellation=before)


def postgres_allows(item, **changes):
    try:
        with transaction.atomic():
            OrderItem.objects.filter(pk=item.pk).update(**changes)
    except DatabaseError:
        return False
    return True


def test_postgres_and_python_agree_on_every_move():
    items = {status: item_at(status) for status in Status}
    allowed = set()
    for old, new in PAIRS:
        with transaction.atomic():
            if postgres_allows(items[old], status=new):
                allowed.add((old, new))
            transaction.set_rollback(True)
    assert allowed == {pair for pair in PAIRS if ITEM_MOVES.allows(*pair)}


def test_postgres_and_python_agree_on_every_correction():
    items = {status: item_at(status) for status in Status}
    allowed = set()
    for old, new in PAIRS:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('omnitron.correction', 'request:1', true)")
            if postgres_allows(items[old], status=new):
                allowed.add((old, new))
            transaction.set_rollback(True)
    wanted = {pair for pair in PAIRS if ITEM_MOVES.allows(*pair) or allows_correction(*pair)}
    assert allowed == wanted


def test_an_emptied_correction_counts_for_nothing():
    item = OrderItemFactory(status=Status.SHIPPED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('omnitron.correction', '', true)")
    assert not postgres_allows(item, status=Status.APPROVED)


def test_nothing_moves_into_cancellation_waiting():
    item = OrderItemFactory(status=Status.APPROVED)
    assert not postgres_allows(
        item,
        status=Status.CANCELLATION_WAITING,
        status_before_cancellation=Status.APPROVED,
    )


def test_the_status_before_cancellation_never_changes_by_itself():
    item = item_at(Status.CANCELLATION_WAITING)
    assert not postgres_allows(item, status_before_cancellation=Status.PREPARING)


def test_a_refused_move_names_the_item_and_both_statuses():
    item = OrderItemFactory(status=Status.CANCELED)
    with (
        pytest.raises(
            DatabaseError,
            match=f"Item {item.pk} may not go from status 100 to status 500",
        ),
        transaction.atomic(),
    ):
        OrderItem.objects.filter(pk=item.pk).update(status=Status.SHIPPED)


def test_the_list_of_pairs_is_sorted():
    assert ITEM_MOVES.pairs() == sorted(ITEM_MOVES.pairs())


def test_a_correction_touches_neither_what_is_not_live_nor_the_trade_in():
    touched = {status for pair in PAIRS if allows_correction(*pair) for status in pair}
    trade_in = {Status.TRADE_IN_PAYMENT_WAITING, Status.TRADE_IN_PAID}
    assert touched == set(Status) - NOT_LIVE - trade_in
