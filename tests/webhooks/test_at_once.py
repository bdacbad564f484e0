"""Whoever announces, records and sends at the same moment: nothing is lost, nothing overtakes."""

import pytest
from django.db import transaction

from orders.models.revisions import Revision
from tests.concurrency import in_threads, start_behind
from tests.factories import DeliveryFactory, OrderEventFactory, OrderFactory
from webhooks.jobs.announcing import announce
from webhooks.jobs.delivering import deliver
from webhooks.jobs.recording import record
from webhooks.models import Delivery
from webhooks.sending import Answer

pytestmark = pytest.mark.django_db(transaction=True)

TAKEN = Answer(204, 5, None)


def changed(channel):
    order = OrderFactory(channel=channel)
    OrderEventFactory(order=order)
    return order


@pytest.fixture
def first(webhook):
    """A delivery that waits, about an order that has changed since."""
    order = changed(webhook.channel)
    announce()
    OrderEventFactory(order=order)
    return Delivery.objects.get()


def test_who_announces_waits_for_who_records(webhook, first):
    with transaction.atomic():
        record(webhook.pk, [(first, TAKEN)])
        announced = start_behind(announce)
        assert not announced.done()
    announced.result()

    assert Delivery.objects.latest("pk").next_try_at is not None


def test_who_records_waits_for_who_announces(webhook, first):
    with transaction.atomic():
        announce()
        recorded = start_behind(lambda: record(webhook.pk, [(first, TAKEN)]))
        assert not recorded.done()
    recorded.result()

    assert Delivery.objects.latest("pk").next_try_at is not None


def test_nobody_waits_for_an_order_that_is_just_being_changed(webhook):
    order, other = changed(webhook.channel), changed(webhook.channel)
    with transaction.atomic():
        OrderEventFactory(order=order)
        start_behind(announce).result()
        assert list(Delivery.objects.values_list("object_id", flat=True)) == [other.pk]

    announce()
    assert Delivery.objects.latest("pk").object_id == order.pk
    assert not Revision.objects.filter(is_unannounced=True).exists()


def test_two_who_announce_tell_of_each_change_once(webhook):
    orders = [changed(webhook.channel) for _each in range(10)]

    in_threads(announce, announce)
    announce()

    told = Delivery.objects.values_list("object_id", flat=True)
    assert sorted(told) == [order.pk for order in orders]


def test_two_workers_send_each_delivery_once(webhook, receiver):
    deliveries = DeliveryFactory.create_batch(20, webhook=webhook)

    in_threads(lambda: deliver(webhook.pk), lambda: deliver(webhook.pk))
    deliver(webhook.pk)

    assert sorted(receiver.ids) == [delivery.pk for delivery in deliveries]
