"""PostgreSQL itself counts what changed, whoever writes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cancellations.states import Confirmation, RequestStatus
from orders.models import Order, Revision
from orders.services.loading import loading
from orders.services.noting import add_note
from payments.states import RefundStatus
from tests.concurrency import start_behind
from tests.factories import (
    CancellationPlanFactory,
    CancellationRequestFactory,
    OrderFactory,
    OrderItemFactory,
    PlanRefundFactory,
    RefundFactory,
)
from tests.orders.revisions.rows import ORDER, changed_at, counted, know, write_event

pytestmark = pytest.mark.django_db
Kind = Revision.Kind


def test_the_first_line_of_an_order_makes_its_revision(order):
    before = timezone.now()

    write_event(order)

    revision = Revision.objects.get()
    assert (revision.kind, revision.object_id) == (ORDER, order.pk)
    assert revision.channel_id == order.channel_id
    assert counted(order) == (1, 0, True, 0, True)
    assert before <= revision.changed_at <= timezone.now()


def test_every_line_of_the_log_counts_and_is_due_again(order):
    write_event(order)
    know(order)
    assert counted(order) == (1, 1, False, 1, False)

    write_event(order, lines=3)

    assert counted(order) == (4, 1, True, 1, True)


def test_a_service_counts_as_raw_sql_does(order, support):
    add_note(actor=support, number=order.number, text="Asked for another address.")
    assert counted(order) == (1, 0, True, 0, True)


def test_no_two_changes_of_one_transaction_share_a_moment(order):
    moments = []
    for _turn in range(20):
        write_event(order)
        moments.append(changed_at(order))

    assert moments == sorted(set(moments))


def test_a_clock_that_was_turned_back_does_not_turn_the_changes_back(order):
    write_event(order)
    ahead = datetime(2090, 1, 1, tzinfo=UTC)
    Revision.objects.update(changed_at=ahead)

    write_event(order, lines=2)

    assert changed_at(order) == ahead + timedelta(microseconds=2)


def test_another_order_is_left_alone(order):
    other = OrderFactory(channel=order.channel)
    write_event(order)
    write_event(other)
    know(other)
    before = changed_at(other)

    write_event(order)

    assert counted(other) == (1, 1, False, 1, False)
    assert changed_at(other) == before


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_first_lines_at_once_both_count():
    order = OrderFactory()
    with transaction.atomic():
        write_event(order)
        second = start_behind(lambda: write_event(order))
    second.result()

    assert counted(order) == (2, 0, True, 0, True)


def test_a_new_plan_counts_and_so_do_its_status_and_its_confirmation():
    plan = CancellationPlanFactory()
    assert counted(plan, Kind.CANCELLATION_PLAN) == (1, 0, True, 0, True)
    assert Revision.objects.get().channel_id == plan.order.channel_id

    plan.confirmation = Confirmation.DUE
    plan.save()
    assert counted(plan, Kind.CANCELLATION_PLAN) == (2, 0, True, 0, True)

    plan.status = plan.Status.WITHDRAWN
    plan.save()
    assert counted(plan, Kind.CANCELLATION_PLAN) == (3, 0, True, 0, True)


def test_a_request_counts_and_so_do_its_status_and_its_plan():
    request = CancellationRequestFactory()
    assert counted(request, Kind.CANCELLATION_REQUEST) == (1, 0, True, 0, True)

    request.status = RequestStatus.WAITING_APPROVAL
    request.plan = CancellationPlanFactory(order=request.order)
    request.save()
    assert counted(request, Kind.CANCELLATION_REQUEST) == (2, 0, True, 0, True)

    request.plan = CancellationPlanFactory(order=request.order)
    request.save()
    assert counted(request, Kind.CANCELLATION_REQUEST) == (3, 0, True, 0, True)


def test_a_refund_counts_and_so_does_its_status():
    link = PlanRefundFactory(refund=RefundFactory())
    refund = link.refund
    assert counted(refund, Kind.REFUND) == (1, 0, True, 0, True)

    link.plan.status = link.plan.Status.WITHDRAWN
    link.plan.save()
    refund.status = RefundStatus.RELEASED
    refund.save()
    assert counted(refund, Kind.REFUND) == (2, 0, True, 0, True)


@pytest.mark.parametrize(
    ("factory", "kind"),
    [
        (CancellationPlanFactory, Kind.CANCELLATION_PLAN),
        (CancellationRequestFactory, Kind.CANCELLATION_REQUEST),
        (RefundFactory, Kind.REFUND),
    ],
)
def test_writing_the_same_again_is_no_change(factory, kind):
    row = factory()
    row.save()
    assert counted(row, kind) == (1, 0, True, 0, True)


def test_items_without_a_line_of_the_log_are_no_change():
    OrderItemFactory()
    assert not Revision.objects.exists()


def test_a_load_is_no_change_and_what_comes_after_it_is(order):
    with loading():
        write_event(order)
        CancellationPlanFactory(order=order)
    assert not Revision.objects.exists()

    write_event(order)
    assert counted(order) == (1, 0, True, 0, True)


@pytest.mark.django_db(transaction=True)
def test_a_load_that_failed_leaves_the_next_transaction_counting():
    order = OrderFactory()
    missing = Order(pk=order.pk + 1)
    with pytest.raises(IntegrityError), transaction.atomic(), loading():
        write_event(missing)

    write_event(order)
    assert counted(order) == (1, 0, True, 0, True)


@pytest.mark.parametrize("column", ["is_due", "is_unannounced"])
def test_the_marks_say_what_the_counters_say(order, column):
    write_event(order)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.update(**{column: False})
    know(order)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.update(**{column: True})
