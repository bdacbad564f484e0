"""What is sent again is the same, in its turn; a test shows whether an address takes anything."""

from datetime import timedelta

import pytest
from django.utils import timezone

from omnitron.core.errors import Refusal
from tests.factories import DeliveryFactory, SalesChannelFactory, UserFactory, WebhookFactory
from webhooks.jobs.clearing import clear_deliveries
from webhooks.jobs.delivering import deliver
from webhooks.models import Delivery
from webhooks.services.resending import resend, resend_failed, send_test
from webhooks.services.setting_up import set_active

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(webhook):
    return UserFactory(role="Admin", channels=[webhook.channel])


def ended(webhook, status, **values):
    delivery = DeliveryFactory(webhook=webhook, next_try_at=None, **values)
    Delivery.objects.filter(pk=delivery.pk).update(
        status=status, ended_at=timezone.now(), attempts=10
    )
    return delivery


def test_what_was_given_up_is_sent_again_with_the_same_id(webhook, receiver, actor):
    delivery = ended(webhook, "failed")

    resend(actor=actor, pk=delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts, delivery.ended_at) == ("waiting", 0, None)
    deliver(webhook.pk)

    assert receiver.ids == [delivery.pk]
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts) == ("delivered", 1)


def test_what_was_taken_is_sent_again_on_demand(webhook, receiver, actor):
    delivery = DeliveryFactory(webhook=webhook)
    deliver(webhook.pk)

    resend(actor=actor, pk=delivery.pk)
    deliver(webhook.pk)

    first, second = receiver.received
    assert first.body == second.body
    delivery.refresh_from_db()
    assert len(delivery.answers) == 2


def test_what_waits_is_sent_now(webhook, receiver, actor):
    delivery = DeliveryFactory(
        webhook=webhook, next_try_at=timezone.now() + timedelta(hours=12), attempts=7
    )

    resend(actor=actor, pk=delivery.pk)
    deliver(webhook.pk)

    assert receiver.ids == [delivery.pk]


def test_a_delivery_behind_another_is_not_sent_out_of_turn(webhook, actor):
    first = DeliveryFactory(webhook=webhook)
    second = DeliveryFactory(webhook=webhook, object_id=first.object_id, next_try_at=None)

    with pytest.raises(Refusal, match=f"Delivery {first.pk} is about the same and goes first"):
        resend(actor=actor, pk=second.pk)

    second.refresh_from_db()
    assert second.next_try_at is None


def test_what_is_sent_again_goes_before_what_waits_of_the_same_object(webhook, receiver, actor):
    first = ended(webhook, "failed")
    second = DeliveryFactory(webhook=webhook, object_id=first.object_id)

    resend(actor=actor, pk=first.pk)
    deliver(webhook.pk)

    assert receiver.ids == [first.pk, second.pk]


def test_all_that_failed_is_sent_again_each_object_in_its_order(webhook, receiver, actor):
    one, other = ended(webhook, "failed"), ended(webhook, "failed")
    later = ended(webhook, "failed", object_id=one.object_id)
    taken = ended(webhook, "delivered")
    strange = ended(WebhookFactory(url=receiver.url), "failed")

    assert resend_failed(actor=actor, webhook_pk=webhook.pk) == 3
    deliver(webhook.pk)

    assert set(receiver.ids) == {one.pk, other.pk, later.pk}
    assert receiver.ids.index(one.pk) < receiver.ids.index(later.pk)
    for untouched, status in ((taken, "delivered"), (strange, "failed")):
        untouched.refresh_from_db()
        assert (untouched.status, untouched.attempts) == (status, 10)


def test_sending_much_again_costs_no_query_per_row(webhook, actor, django_assert_num_queries):
    for count in (3, 33):
        for _each in range(count):
            ended(webhook, "failed")
        # What the actor may and sees is read once.
        actor = type(actor).objects.get(pk=actor.pk)
        with django_assert_num_queries(9):
            assert resend_failed(actor=actor, webhook_pk=webhook.pk) == count
        Delivery.objects.all().delete()


def test_a_test_is_sent_whatever_the_webhook_wants(webhook, receiver, actor):
    delivery = send_test(actor=actor, pk=webhook.pk)
    deliver(webhook.pk)

    (content,) = receiver.contents
    assert (content["event"], content["id"], content["revision"]) == ("test", delivery.pk, None)
    assert receiver.received[0].headers["X-Omnitron-Event"] == "test"


def test_a_test_that_still_waits_is_sent_now_instead_of_another_one(webhook, receiver, actor):
    receiver.answer = lambda content: 500
    first = send_test(actor=actor, pk=webhook.pk)
    deliver(webhook.pk)
    assert not Delivery.objects.due(timezone.now()).exists()

    second = send_test(actor=actor, pk=webhook.pk)
    deliver(webhook.pk)

    assert second == first
    assert receiver.ids == [first.pk, first.pk]


def test_nothing_is_sent_by_a_webhook_that_is_off(webhook, actor):
    SalesChannelFactory()
    delivery = ended(webhook, "failed")
    set_active(actor=actor, pk=webhook.pk, active=False)

    for act in (
        lambda: resend(actor=actor, pk=delivery.pk),
        lambda: resend_failed(actor=actor, webhook_pk=webhook.pk),
        lambda: send_test(actor=actor, pk=webhook.pk),
    ):
        with pytest.raises(Refusal, match="is not active: activate it first"):
            act()


def test_what_ended_long_ago_is_cleared_and_what_waits_is_kept(webhook, settings):
    old, failed = ended(webhook, "delivered"), ended(webhook, "failed")
    fresh = ended(webhook, "delivered")
    waiting = DeliveryFactory(webhook=webhook, created_at=timezone.now() - timedelta(days=90))
    long_ago = timezone.now() - timedelta(days=settings.WEBHOOK_DAYS, seconds=1)
    Delivery.objects.filter(pk__in=[old.pk, failed.pk]).update(ended_at=long_ago)

    assert clear_deliveries() == 2

    assert set(Delivery.objects.all()) == {fresh, waiting}
