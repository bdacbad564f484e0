"""Workers: one at a time, from wherever the last one was, and never in the way of another."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bulk_updates.jobs.claiming import ClaimLost, claim, free, note, put_off
from bulk_updates.jobs.working import work_on
from bulk_updates.models import BulkUpdate
from bulk_updates.services.deciding import apply_bulk_update
from bulk_updates.states import BULK_UPDATE_MOVES, BulkUpdateStatus
from orders.models import OrderEvent
from tests.bulk_updates.uploads import csv_of, read_rows, uploaded, worked_on
from tests.factories import BulkUpdateFactory, OrderItemFactory

pytestmark = pytest.mark.django_db


def rows_for(items):
    return [(item.order.number, item.pk, "Shipped", f"JD{item.pk}") for item in items]


def test_of_two_workers_one_finds_it():
    update = uploaded(csv_of())

    assert claim(update.pk) is not None
    assert claim(update.pk) is None


def test_a_claim_that_has_lapsed_is_anybodys():
    update = uploaded(csv_of())
    first = claim(update.pk)
    BulkUpdate.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))

    second = claim(update.pk)

    assert second not in (None, first)
    with pytest.raises(ClaimLost):
        note(update.pk, first, bytes_read=1)


def test_what_is_let_go_for_a_while_is_not_taken_up_at_once():
    update = uploaded(csv_of())
    put_off(update.pk, claim(update.pk), 10)

    assert not free().filter(pk=update.pk).exists()


def test_what_was_read_halfway_is_read_from_its_start():
    items = OrderItemFactory.create_batch(3)
    update = read_rows(*rows_for(items))
    update.rows.filter(line=3).delete()
    BulkUpdate.objects.filter(pk=update.pk).update(status="uploaded")
    BulkUpdate.objects.filter(pk=update.pk).update(status="parsing")

    worked_on(update)

    assert (update.status, update.row_count, update.rows.count()) == ("ready", 3, 3)


def test_a_file_that_ends_its_workers_is_given_up():
    update = uploaded(csv_of(*rows_for([OrderItemFactory()])))
    BulkUpdate.objects.filter(pk=update.pk).update(status="parsing", reading_attempts=3)

    worked_on(update)

    assert (update.status, update.problem) == ("unreadable", "worker_lost")


@pytest.mark.django_db(transaction=True)
def test_an_order_that_somebody_holds_for_long_is_left_for_the_sweep():
    item = OrderItemFactory()
    update = read_rows(*rows_for([item]))
    apply_bulk_update(actor=update.uploaded_by, pk=update.pk)
    other = connection.copy()

    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM orders_order FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        work_on(update.pk)
    finally:
        other.rollback()
        other.close()
        connection.close()

    update.refresh_from_db()
    assert (update.status, update.claim) == ("applying", None)
    assert update.claimed_until > timezone.now() >= update.troubled_at
    assert not OrderEvent.objects.exists()


def test_nobody_works_on_what_waits_for_a_person():
    update = read_rows(*rows_for([OrderItemFactory()]))

    work_on(update.pk)

    update.refresh_from_db()
    assert update.status == "ready"
    assert not free().exists()


def test_postgresql_refuses_every_move_that_the_table_does_not_have():
    for old in BulkUpdateStatus:
        for new in BulkUpdateStatus:
            update = BulkUpdateFactory(status=old)
            try:
                with transaction.atomic():
                    BulkUpdate.objects.filter(pk=update.pk).update(status=new)
                moved = True
            except DatabaseError:
                moved = False
            assert moved == (old == new or BULK_UPDATE_MOVES.allows(old, new)), (old, new)


def test_a_bulk_update_is_never_deleted():
    update = uploaded(csv_of())

    with pytest.raises(DatabaseError, match="kept"):
        update.delete()


def test_a_claim_names_its_end():
    update = uploaded(csv_of())

    with pytest.raises(DatabaseError):
        BulkUpdate.objects.filter(pk=update.pk).update(claim=uuid4(), claimed_until=None)
