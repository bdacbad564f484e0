"""What changes in a channel is written down for each of its webhooks, once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.models import Order, OrderEvent, OrderItem
from orders.models.revisions import Revision
from orders.services.noting import add_note
from orders.states import Status
from tests.factories import (
    CancellationPlanFactory,
    OrderEventFactory,
    OrderFactory,
    OrderItemFactory,
    RefundFactory,
    SalesChannelFactory,
    UserFactory,
    WebhookFactory,
)
from webhooks.jobs.announcing import BLOCK, announce
from webhooks.jobs.recording import record
from webhooks.models import Delivery
from webhooks.sending import Answer
from webhooks.services.setting_up import set_active

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return SalesChannelFactory(currency="BRL")


@pytest.fixture
def webhook(channel):
    return WebhookFactory(channel=channel)


@pytest.fixture
def actor(channel):
    return UserFactory(role="Admin", channels=[channel])


def placed(channel, **values):
    """An order as the intake leaves it: with the first line of its log."""
    order = OrderFactory(channel=channel, **values)
    OrderEventFactory(order=order)
    return order


def change(order):
    OrderEventFactory(order=order, kind=OrderEvent.Kind.NOTE_ADDED)


def told(webhook=None):
    """(event, object) of all deliveries, in the order in which they were written."""
    deliveries = Delivery.objects.order_by("pk")
    if webhook:
        deliveries = deliveries.filter(webhook=webhook)
    return list(deliveries.values_list("event", "object_id"))


def unannounced():
    return Revision.objects.filter(is_unannounced=True).count()


def test_a_new_order_and_its_changes_are_announced(webhook):
    order = placed(webhook.channel)
    announce()
    change(order)
    change(order)
    announce()
    announce()

    assert told() == [("order.created", order.pk), ("order.updated", order.pk)]
    first, second = Delivery.objects.order_by("pk")
    assert (first.revision, second.revision) == (1, 3)
    assert first.order_id == order.pk
    # Nothing overtakes: the second has no turn before the first was taken.
    assert first.next_try_at is not None
    assert second.next_try_at is None
    assert unannounced() == 0


def test_what_an_order_says_is_small_and_about_nobody(webhook):
    order = placed(webhook.channel, number="ON-7", amount="121.88")
    item = OrderItemFactory(order=order, tracking_number="BR-99", status=Status.SHIPPED)

    announce()

    order.refresh_from_db()
    revision = Revision.objects.get(kind="order", object_id=order.pk)
    assert Delivery.objects.get().payload == {
        "pk": order.pk,
        "number": "ON-7",
        "status": "500",
        "channel": webhook.channel_id,
        "amount": "121.88",
        "currency": "BRL",
        "items": [
            {
                "pk": item.pk,
                "status": "500",
                "cancel_status": None,
                "tracking_number": "BR-99",
            }
        ],
        "modified_date": revision.changed_at.isoformat().replace("+00:00", "Z"),
    }


def test_plans_and_refunds_are_announced(webhook):
    order = OrderFactory(channel=webhook.channel, number="ON-7")
    plan = CancellationPlanFactory(order=order)
    refund = RefundFactory(order=order, amount="12.50")
    announce()
    plan.status = "refunding"
    plan.save()
    announce()

    assert told() == [
        ("cancellation_plan.created", plan.pk),
        ("refund.updated", refund.pk),
        ("cancellation_plan.updated", plan.pk),
    ]
    created, refunded, _updated = (delivery.payload for delivery in Delivery.objects.order_by("pk"))
    for payload in (created, refunded):
        payload.pop("modified_date")
    assert created == {
        "pk": plan.pk,
        "order": order.pk,
        "order_number": "ON-7",
        "channel": webhook.channel_id,
        "plan_type": "cancel",
        "status": "waiting",
        "confirmation": "none",
        "amount": "106.90",
        "currency": "BRL",
    }
    assert refunded == {
        "pk": refund.pk,
        "order": order.pk,
        "order_number": "ON-7",
        "channel": webhook.channel_id,
        "plan": None,
        "status": "reserved",
        "method": "gateway",
        "amount": "12.50",
        "currency": "BRL",
    }


def test_amounts_have_the_decimals_of_their_currency():
    webhook = WebhookFactory(channel=SalesChannelFactory(currency="JPY"))
    placed(webhook.channel, amount="1200")

    announce()

    assert Delivery.objects.get().payload["amount"] == "1200"


def test_a_webhook_is_told_only_what_it_wants_of_its_own_channel(channel):
    everything = WebhookFactory(channel=channel)
    new_orders = WebhookFactory(channel=channel, events=frozenset({"order.created"}))
    refunds = WebhookFactory(channel=channel, events=frozenset({"refund.updated"}))
    elsewhere = WebhookFactory()
    order = placed(channel)
    announce()
    change(order)
    announce()

    assert told(everything) == [("order.created", order.pk), ("order.updated", order.pk)]
    assert told(new_orders) == [("order.created", order.pk)]
    assert told(refunds) == told(elsewhere) == []


def test_a_change_by_raw_sql_is_announced_too(webhook):
    order = placed(webhook.channel)
    plan = CancellationPlanFactory(order=order)
    announce()

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cancellations_cancellationplan SET status = 'refunding' WHERE id = %s",
            [plan.pk],
        )
    announce()

    assert told()[-1] == ("cancellation_plan.updated", plan.pk)
    assert Delivery.objects.latest("pk").payload["status"] == "refunding"


def test_a_note_by_a_person_is_announced(webhook, actor):
    order = placed(webhook.channel)
    announce()

    add_note(actor=actor, number=order.number, text="Call back")
    announce()

    assert told()[-1] == ("order.updated", order.pk)
    assert "Call back" not in str(Delivery.objects.latest("pk").payload)


def test_what_lies_before_a_webhook_is_not_told_and_its_changes_are_no_news_of_it(channel):
    old = placed(channel)
    webhook = WebhookFactory(channel=channel)
    other = placed(channel)

    announce()
    assert told(webhook) == [("order.created", other.pk)]
    assert unannounced() == 0

    change(old)
    announce()
    assert told(webhook)[1:] == [("order.updated", old.pk)]


def test_what_one_webhook_has_yet_to_be_told_is_not_told_to_one_that_came_since(webhook):
    order = placed(webhook.channel)
    later = WebhookFactory(channel=webhook.channel)

    announce()

    assert told(webhook) == [("order.created", order.pk)]
    assert told(later) == []


def test_an_old_order_that_changes_before_anything_was_announced_is_no_new_one(channel):
    old = placed(channel)
    webhook = WebhookFactory(channel=channel)
    change(old)

    announce()

    assert told(webhook) == [("order.updated", old.pk)]


def test_a_channel_without_a_webhook_is_left_alone(webhook):
    order = placed(SalesChannelFactory())

    announce()

    revision = Revision.objects.get(object_id=order.pk, kind="order")
    assert revision.is_unannounced
    assert told() == []


def test_without_any_webhook_one_question_is_all(django_assert_num_queries):
    placed(SalesChannelFactory())

    with django_assert_num_queries(1):
        announce()


def statements(function):
    with CaptureQueriesContext(connection) as context:
        function()
    return len(context)


def values_of(row):
    """All but the key, and what PostgreSQL works out by itself."""
    fields = [field for field in row._meta.concrete_fields if not field.generated]
    return {field.name: getattr(row, field.name) for field in fields if not field.primary_key}


def test_a_thousand_changed_orders_cost_as_many_statements_as_three(webhook):
    WebhookFactory(channel=webhook.channel)
    orders = [placed(webhook.channel) for _each in range(3)]
    few = statements(announce)
    many = BLOCK - 1
    alike = Order.objects.get(pk=orders[0].pk)
    Order.objects.bulk_create(
        Order(**{**values_of(alike), "number": f"B{number}"}) for number in range(many)
    )
    bulk = Order.objects.filter(number__startswith="B")
    line = OrderItemFactory(order=alike)
    announce()
    OrderItem.objects.bulk_create(OrderItem(**{**values_of(line), "order": each}) for each in bulk)
    OrderEvent.objects.bulk_create(OrderEventFactory.build(order=each) for each in bulk)

    assert statements(announce) == few

    assert Delivery.objects.count() == 2 * (3 + many)
    assert unannounced() == 0


def test_more_than_a_block_is_announced_at_once(webhook, monkeypatch):
    monkeypatch.setattr("webhooks.jobs.announcing.BLOCK", 2)
    monkeypatch.setattr("webhooks.jobs.announcing.BLOCK_OF_THE_PAST", 2)
    for _each in range(5):
        placed(webhook.channel)

    announce()

    assert len(told()) == 5
    assert unannounced() == 0


def test_a_webhook_that_was_off_is_told_once_of_what_changed_meanwhile(webhook, actor, monkeypatch):
    monkeypatch.setattr("webhooks.jobs.announcing.BLOCK", 2)
    other = WebhookFactory(channel=webhook.channel)
    untouched, changed = placed(webhook.channel), placed(webhook.channel)
    announce()
    set_active(actor=actor, pk=webhook.pk, active=False)
    before = len(told(webhook))
    change(changed)
    change(changed)
    announce()
    change(changed)
    new = [placed(webhook.channel) for _each in range(4)]
    announce()
    assert len(told(webhook)) == before

    set_active(actor=actor, pk=webhook.pk, active=True)
    announce()
    announce()

    assert sorted(told(webhook)[before:]) == sorted(
        [("order.updated", changed.pk), *(("order.created", order.pk) for order in new)]
    )
    assert ("order.updated", untouched.pk) not in told(webhook)
    assert len(told(other)) == 2 + 2 + 4
    webhook.refresh_from_db()
    assert webhook.behind_since is None


def test_the_only_webhook_of_a_channel_goes_on_where_it_stood(webhook, actor):
    order = placed(webhook.channel)
    announce()
    set_active(actor=actor, pk=webhook.pk, active=False)
    change(order)
    announce()
    set_active(actor=actor, pk=webhook.pk, active=True)

    announce()

    assert told() == [("order.created", order.pk), ("order.updated", order.pk)]


def test_what_was_not_announced_before_a_webhook_was_off_is_not_lost(webhook, actor):
    WebhookFactory(channel=webhook.channel)
    order = placed(webhook.channel)
    announce()
    change(order)

    set_active(actor=actor, pk=webhook.pk, active=False)
    announce()
    set_active(actor=actor, pk=webhook.pk, active=True)
    announce()

    assert told(webhook) == [("order.created", order.pk), ("order.updated", order.pk)]


def test_it_is_the_next_ones_turn_once_the_first_was_taken(webhook):
    order = placed(webhook.channel)
    announce()
    change(order)
    announce()
    first, second = Delivery.objects.order_by("pk")

    record(webhook.pk, [(first, Answer(204, 5, None))])

    second.refresh_from_db()
    assert second.next_try_at is not None
    change(order)
    announce()
    third = Delivery.objects.latest("pk")
    assert third.next_try_at is None


def test_a_delivery_is_frozen_as_things_were(webhook):
    order = placed(webhook.channel)
    item = OrderItemFactory(order=order)
    announce()

    OrderItem.objects.filter(pk=item.pk).update(tracking_number="BR-1")

    assert Delivery.objects.get().payload["items"][0]["tracking_number"] == ""
