"""Deliveries are sent at least once, in the order of each object, until they are taken."""

import hashlib
import hmac
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.utils import timezone

from omnitron.accounts import audit
from tests.factories import DeliveryFactory, WebhookFactory
from webhooks.jobs.claiming import claim_deliveries, claim_webhook
from webhooks.jobs.delivering import deliver
from webhooks.jobs.recording import record
from webhooks.jobs.sweeping import webhooks_with_due
from webhooks.models import Delivery
from webhooks.sending import Answer
from webhooks.signing import secret_of
from webhooks.states import DisabledBy, Failure

pytestmark = pytest.mark.django_db

# Each with a tenth for the jitter.
WAITS = [10, 30, 120, 600, 3600, 10_800, 21_600, 43_200, 86_400]


def follow(delivery, revision):
    """A later delivery of the same object, whose turn has not come."""
    return DeliveryFactory(
        webhook=delivery.webhook,
        object_id=delivery.object_id,
        revision=revision,
        next_try_at=None,
    )


def refusing(*ids):
    return lambda content: 503 if content["id"] in ids else 204


def states(*deliveries):
    found = dict(Delivery.objects.values_list("pk", "status"))
    return [found[delivery.pk] for delivery in deliveries]


def test_a_delivery_is_sent_and_taken(webhook, receiver):
    delivery = DeliveryFactory(webhook=webhook, payload={"pk": 7, "number": "ON-7"})

    assert deliver(webhook.pk) is False

    (content,) = receiver.contents
    assert content == {
        "id": delivery.pk,
        "event": "order.updated",
        "created_date": delivery.created_at.isoformat().replace("+00:00", "Z"),
        "channel": webhook.channel_id,
        "revision": delivery.revision,
        "object": {"pk": 7, "number": "ON-7"},
    }
    headers = receiver.received[0].headers
    assert headers["Content-Type"] == "application/json"
    assert headers["X-Omnitron-Event"] == "order.updated"
    assert headers["X-Omnitron-Delivery"] == str(delivery.pk)
    assert headers["Host"] == f"127.0.0.1:{receiver.server_port}"
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts, delivery.last_status_code) == ("delivered", 1, 204)
    assert delivery.next_try_at is delivery.claimed_at is None
    assert [answer["status"] for answer in delivery.answers] == [204]


def test_whoever_has_the_secret_can_check_the_signature(webhook, receiver):
    DeliveryFactory(webhook=webhook)

    deliver(webhook.pk)

    # As docs/webhooks.md has it.
    received = receiver.received[0]
    header = dict(part.split("=") for part in received.headers["X-Omnitron-Signature"].split(","))
    signed = header["t"].encode() + b"." + received.body
    expected = hmac.new(secret_of(webhook).encode(), signed, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(expected, header["v1"])
    assert abs(int(header["t"]) - timezone.now().timestamp()) < 60


def test_each_repetition_has_the_same_id_and_body_and_a_fresh_signature(webhook, receiver):
    receiver.answer = lambda content: 500
    DeliveryFactory(webhook=webhook)
    deliver(webhook.pk)

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        deliver(webhook.pk)

    first, second = receiver.received
    assert first.body == second.body
    assert first.headers["X-Omnitron-Delivery"] == second.headers["X-Omnitron-Delivery"]
    assert first.headers["X-Omnitron-Signature"] != second.headers["X-Omnitron-Signature"]


def test_what_is_not_taken_is_tried_again_in_growing_intervals_and_then_given_up(webhook, receiver):
    receiver.answer = lambda content: 503
    delivery = DeliveryFactory(webhook=webhook)
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(len(WAITS)):
            deliver(webhook.pk)
            delivery.refresh_from_db()
            assert delivery.status == "waiting"
            waits.append((delivery.next_try_at - timezone.now()).total_seconds())
            clock.move_to(delivery.next_try_at - timedelta(seconds=1))
            sent = len(receiver.received)
            deliver(webhook.pk)
            assert len(receiver.received) == sent
            clock.move_to(delivery.next_try_at)
        deliver(webhook.pk)

    delivery.refresh_from_db()
    for wait, expected in zip(waits, WAITS, strict=True):
        assert expected <= wait <= expected * 1.1
    assert (delivery.status, delivery.attempts, delivery.last_status_code) == ("failed", 10, 503)
    assert delivery.last_error == Failure.STATUS
    assert delivery.next_try_at is None
    assert len(receiver.received) == len(delivery.answers) == 10


def test_nothing_of_an_object_overtakes_what_waits_and_others_are_not_held_up(webhook, receiver):
    first = DeliveryFactory(webhook=webhook)
    second, third = follow(first, 900_001), follow(first, 900_002)
    other = DeliveryFactory(webhook=webhook)
    receiver.answer = refusing(first.pk)

    deliver(webhook.pk)
    assert states(first, second, third, other) == ["waiting", "waiting", "waiting", "delivered"]
    assert second.pk not in receiver.ids

    receiver.answer = lambda content: 204
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        deliver(webhook.pk)

    assert receiver.ids[-3:] == [first.pk, second.pk, third.pk]
    assert states(first, second, third) == ["delivered"] * 3


def test_what_was_given_up_makes_way_for_the_next(webhook, receiver):
    first = DeliveryFactory(webhook=webhook, attempts=9)
    second = follow(first, 900_001)
    receiver.answer = refusing(first.pk)

    deliver(webhook.pk)

    assert states(first, second) == ["failed", "delivered"]


def test_a_killed_worker_leaves_what_another_sends_again_with_the_same_id(webhook, receiver):
    delivery = DeliveryFactory(webhook=webhook)
    claim_webhook(webhook.pk)
    assert [claimed.pk for claimed in claim_deliveries(webhook.pk, 10)] == [delivery.pk]

    assert claim_webhook(webhook.pk) is None
    assert claim_deliveries(webhook.pk, 10) == []
    assert webhooks_with_due() == []
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert webhooks_with_due() == [webhook.pk]
        deliver(webhook.pk)

    assert receiver.ids == [delivery.pk]
    assert states(delivery) == ["delivered"]


def test_a_good_answer_counts_after_its_claim_was_lost_and_a_bad_one_does_not(webhook, receiver):
    good, bad = DeliveryFactory(webhook=webhook), DeliveryFactory(webhook=webhook)
    answers = {good.pk: Answer(200, 12, None), bad.pk: Answer(500, 12, Failure.STATUS)}
    claimed = claim_deliveries(webhook.pk, 10)
    Delivery.objects.update(claimed_at=timezone.now() + timedelta(seconds=1))

    record(webhook.pk, [(delivery, answers[delivery.pk]) for delivery in claimed])

    assert states(good, bad) == ["delivered", "waiting"]
    bad.refresh_from_db()
    assert bad.attempts == 0
    assert bad.claimed_at is not None


def test_a_webhook_that_took_nothing_for_three_days_is_disabled(webhook, receiver):
    receiver.answer = lambda content: 500
    with time_machine.travel(timezone.now(), tick=False) as clock:
        DeliveryFactory(webhook=webhook)
        deliver(webhook.pk)
        clock.shift(timedelta(days=3) - timedelta(seconds=1))
        deliver(webhook.pk)
        webhook.refresh_from_db()
        assert webhook.is_active
        clock.shift(timedelta(days=1))
        waiting = DeliveryFactory(webhook=webhook)
        deliver(webhook.pk)
        clock.shift(timedelta(days=1))
        sent = len(receiver.received)
        assert deliver(webhook.pk) is False

    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.disabled_by) == (False, DisabledBy.FAILING)
    assert len(receiver.received) == sent
    assert states(waiting) == ["waiting"]
    (entry,) = audit.entries_about(webhook)
    assert entry.actor is None
    assert entry.changes == {"is_active": [True, False], "disabled_by": ["", "failing"]}


def test_one_good_answer_ends_what_leads_to_disabling(webhook, receiver):
    receiver.answer = lambda content: 500
    DeliveryFactory(webhook=webhook)
    deliver(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.failing_since is not None

    receiver.answer = lambda content: 200
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        deliver(webhook.pk)

    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_objects_go_out_side_by_side_over_lines_that_are_kept(webhook, receiver, settings):
    settings.WEBHOOK_CALLS_AT_ONCE = 4
    DeliveryFactory.create_batch(40, webhook=webhook)
    # Nobody is answered before as many as may are waiting for an answer.
    receiver.meeting = Barrier(4, timeout=20)

    deliver(webhook.pk)

    assert len(receiver.received) == 40
    assert len(set(receiver.ids)) == 40
    assert len(receiver.lines) == 4


def test_one_webhook_is_never_sent_the_deliveries_of_another(webhook, receiver):
    other = DeliveryFactory(webhook=WebhookFactory(url=receiver.url))

    deliver(webhook.pk)

    assert receiver.received == []
    assert states(other) == ["waiting"]
