"""What is due, and when things changed."""

from datetime import timedelta

import pytest
from django.db.models import F

from orders.models import Order, Revision
from orders.models.revisions import modified_date
from tests.factories import CancellationPlanFactory, OrderFactory
from tests.orders.revisions.rows import ORDER, changed_at, know, write_event

pytestmark = pytest.mark.django_db


def test_due_is_what_nobody_acknowledged_what_waits_longest_first(order):
    first, known, second = (OrderFactory(channel=order.channel) for _turn in range(3))
    for one in (second, known, first):
        write_event(one)
    write_event(second)
    know(known)

    due = Revision.objects.due(ORDER, order.channel)

    assert [revision.object_id for revision in due] == [first.pk, second.pk]


def test_of_two_changed_at_one_moment_the_lower_key_comes_first(order):
    later = OrderFactory(channel=order.channel)
    write_event(later)
    write_event(order)
    Revision.objects.update(changed_at=changed_at(order))

    due = Revision.objects.due(ORDER, order.channel)

    assert [revision.object_id for revision in due] == [order.pk, later.pk]


def test_due_leaves_other_channels_and_kinds_out(order):
    write_event(OrderFactory())
    CancellationPlanFactory(order=order)
    assert not Revision.objects.due(ORDER, order.channel).exists()


def test_the_dates_of_a_page_are_read_with_its_rows(order, django_assert_num_queries):
    other = OrderFactory()
    untold = OrderFactory()
    write_event(order)
    write_event(other)
    Revision.objects.filter(object_id=other.pk).update(changed_at=F("changed_at") + timedelta(1))
    CancellationPlanFactory(order=order)
    expected = {order.pk: changed_at(order), other.pk: changed_at(other), untold.pk: None}

    with django_assert_num_queries(1):
        rows = list(Order.objects.annotate(modified_date=modified_date(ORDER)))

    assert {row.pk: row.modified_date for row in rows} == expected
