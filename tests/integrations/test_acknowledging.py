"""What a client has taken over is not given again until it changes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from integrations.content_types import CANCELLATION_REQUEST, ORDER
from integrations.jobs.giving_back import give_back
from integrations.models import BatchObject
from integrations.services.batches import create_batch
from integrations.services.feed import rows_of, updates_of
from integrations.services.naming import NamedObject
from integrations.tasks import give_back as give_back_task
from orders.models import Order, Revision
from tests.concurrency import in_threads
from tests.factories import CancellationRequestFactory, SalesChannelFactory, UserFactory
from tests.integrations.takes import batch_of, changed_order, due, move, pulled
from tests.orders.revisions.rows import write_event

pytestmark = pytest.mark.django_db


def test_a_pulled_order_is_not_given_again_until_it_changes(client, channel):
    order = changed_order(channel)
    assert due(client, channel) == [order.pk]

    batch = batch_of(client, channel)
    assert due(client, channel) == []
    move(client, batch, "done")
    assert due(client, channel) == []

    write_event(order)
    assert due(client, channel) == [order.pk]


def test_a_cancellation_request_is_taken_over_likewise(client, channel):
    request = CancellationRequestFactory(item__order__channel=channel)
    assert due(client, channel, CANCELLATION_REQUEST) == [request.pk]

    batch_of(client, channel, pulled(client, channel, CANCELLATION_REQUEST))

    assert due(client, channel, CANCELLATION_REQUEST) == []


def test_what_changed_between_pull_and_commit_is_given_again(client, channel):
    order = changed_order(channel)
    named = pulled(client, channel)
    write_event(order)

    move(client, batch_of(client, channel, named), "done")

    assert due(client, channel) == [order.pk]


@pytest.mark.parametrize("off", [-1, 1])
def test_neither_an_older_nor_a_newer_date_acknowledges(client, channel, off):
    order = changed_order(channel)
    [named] = pulled(client, channel)
    other = named.version_date + timedelta(microseconds=off)

    batch_of(client, channel, [replace(named, version_date=other)])

    assert due(client, channel) == [order.pk]


def test_without_a_date_nothing_is_acknowledged(client, channel):
    order = changed_order(channel)
    batch_of(client, channel, [NamedObject(ORDER, order.pk)])
    assert due(client, channel) == [order.pk]


def test_what_a_batch_names_again_is_acknowledged_as_it_was_first_named(client, channel):
    """A client reads the order again before it ends the batch: that version was never sent."""
    order = changed_order(channel)
    batch = batch_of(client, channel)
    write_event(order)
    reread = pulled(client, channel)

    move(client, batch, "commit", reread)
    move(client, batch, "done", reread)

    assert due(client, channel) == [order.pk]


def test_what_failed_is_given_again(client, channel):
    good, bad = changed_order(channel), changed_order(channel)
    named = {one.pk: one for one in pulled(client, channel)}
    batch = batch_of(client, channel)
    failed = replace(named[bad.pk], failed_reason_type="remote")

    move(client, batch, "done", [named[good.pk], failed])

    assert due(client, channel) == [bad.pk]


def test_all_of_a_failed_batch_is_given_again(client, channel):
    orders = [changed_order(channel), changed_order(channel)]
    move(client, batch_of(client, channel), "fail")
    assert due(client, channel) == [order.pk for order in orders]


def test_what_failed_in_a_commit_is_given_again_though_the_batch_never_ends(client, channel):
    order = changed_order(channel)
    [named] = pulled(client, channel)
    batch = batch_of(client, channel)

    move(client, batch, "commit", [replace(named, failed_reason_type="mapping")])

    assert due(client, channel) == [order.pk]


def test_what_failed_at_once_stays_due(client, channel):
    order = changed_order(channel)
    [named] = pulled(client, channel)
    batch_of(client, channel, [replace(named, failed_reason_type="mapping")])
    assert due(client, channel) == [order.pk]


def test_an_earlier_version_that_failed_does_not_bring_a_later_one_back(client, channel):
    order = changed_order(channel)
    first = batch_of(client, channel)
    write_event(order)
    second = batch_of(client, channel)
    move(client, second, "done")

    move(client, first, "fail")

    assert due(client, channel) == []


def test_another_channels_order_cannot_be_acknowledged(client, channel):
    elsewhere = SalesChannelFactory()
    order = changed_order(elsewhere)
    revision = Revision.objects.get()
    # Past the check that names unknown objects: the statement itself asks for the channel.
    mine = changed_order(channel)
    Revision.objects.filter(object_id=mine.pk).update(channel=elsewhere)

    named = NamedObject(ORDER, mine.pk, Revision.objects.get(object_id=mine.pk).changed_at)
    batch_of(client, channel, [named])

    owner = UserFactory(role="API client", channels=[elsewhere])
    assert due(owner, elsewhere) == [order.pk, mine.pk]
    assert Revision.objects.get(object_id=order.pk).changed_at == revision.changed_at


def test_the_feed_keeps_to_the_channel(client, channel):
    changed_order(SalesChannelFactory())
    mine = changed_order(channel)
    assert due(client, channel) == [mine.pk]


def test_rows_come_in_the_order_of_their_revisions_with_their_dates(client, channel):
    first, second = changed_order(channel), changed_order(channel)
    write_event(first)
    revisions = list(updates_of(actor=client, channel=channel, kind=Revision.Kind.ORDER))

    rows = rows_of(revisions, Order.objects.all())

    assert [row.pk for row in rows] == [second.pk, first.pk]
    assert [row.modified_date for row in rows] == [one.changed_at for one in revisions]


@pytest.mark.django_db(transaction=True)
def test_what_failed_while_it_was_being_changed_is_given_back_later(client, channel):
    order = changed_order(channel)
    batch = batch_of(client, channel)
    with transaction.atomic():
        write_event(order)
        [failed] = in_threads(lambda: move(client, batch, "fail"))
        assert failed.status == "fail"
        transaction.set_rollback(True)
    # The change was taken back, so nothing but the failure makes it due.
    assert due(client, channel) == []

    give_back_task()

    assert due(client, channel) == [order.pk]
    assert not BatchObject.objects.filter(gives_back=True).exists()
    assert give_back() == 0


@pytest.mark.django_db(transaction=True)
def test_a_commit_does_not_wait_for_who_is_changing_an_order(client, channel):
    busy = changed_order(channel)
    changed_order(channel)
    batch = create_batch(actor=client, channel=channel)
    named = pulled(client, channel)
    with transaction.atomic():
        write_event(busy)
        [taken] = in_threads(lambda: move(client, batch, "commit", named))
        assert taken.status == "commit"

    assert due(client, channel) == [busy.pk]
