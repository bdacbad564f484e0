"""Who sets a webhook up, what is logged of it, and that nobody reads its secret."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry
from omnitron.core.errors import FieldsRefused, Forbidden, NotFound
from tests.factories import DeliveryFactory, SalesChannelFactory, UserFactory, WebhookFactory
from webhooks.access import get_delivery, get_webhook
from webhooks.models import Webhook
from webhooks.services import resending, setting_up
from webhooks.signing import secret_of

pytestmark = pytest.mark.django_db

URL = "https://shop.example/hooks"
ORDERS = frozenset({"order.created", "order.updated"})


@pytest.fixture
def channel():
    return SalesChannelFactory(name="Vitrine")


@pytest.fixture
def actor(channel):
    SalesChannelFactory()
    return UserFactory(
        permissions=["orders.view_orders", "webhooks.manage_webhooks"], channels=[channel]
    )


@pytest.fixture
def webhook(actor, channel):
    return setting_up.create_webhook(actor=actor, channel_id=channel.pk, url=URL, events=ORDERS)


def opened(webhook):
    return {"url": webhook.url, "events": webhook.events}


def test_a_webhook_is_added_and_logged(actor, channel, webhook):
    webhook.refresh_from_db()

    assert (webhook.channel, webhook.url, webhook.events) == (channel, URL, ORDERS)
    assert (webhook.is_active, webhook.created_by) == (True, actor)
    (entry,) = audit.entries_about(webhook)
    assert (entry.actor, entry.action, entry.subject_name) == (
        actor,
        "created",
        "shop.example/hooks",
    )
    assert entry.changes == {
        "url": [None, URL],
        "events": [[], sorted(ORDERS)],
        "channel": [None, "Vitrine"],
    }


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": "http://shop.example/"}, "url"),
        ({"url": "https://shop.example/" + "x" * 500}, "url"),
        ({"events": frozenset()}, "events"),
        ({"events": frozenset({"test"})}, "events"),
        ({"events": frozenset({"order.deleted"})}, "events"),
    ],
)
def test_what_is_no_webhook_is_refused_by_field(actor, channel, values, field):
    with pytest.raises(ValidationError) as refused:
        setting_up.create_webhook(
            actor=actor, channel_id=channel.pk, **{"url": URL, "events": ORDERS, **values}
        )

    assert list(refused.value.message_dict) == [field]
    assert not Webhook.objects.exists()
    assert not AuditEntry.objects.exists()


def test_nobody_adds_a_webhook_to_a_strangers_channel(actor):
    with pytest.raises(ValidationError, match="You were given no such sales channel"):
        setting_up.create_webhook(
            actor=actor, channel_id=SalesChannelFactory().pk, url=URL, events=ORDERS
        )


def test_a_channel_has_so_many_active_webhooks_at_most(actor, channel):
    one, *_others = WebhookFactory.create_batch(20, channel=channel)
    values = {"channel_id": channel.pk, "url": URL, "events": ORDERS}

    with pytest.raises(FieldsRefused, match="Vitrine has 20 active webhooks"):
        setting_up.create_webhook(actor=actor, **values)
    setting_up.set_active(actor=actor, pk=one.pk, active=False)
    setting_up.create_webhook(actor=actor, **values)
    with pytest.raises(FieldsRefused, match="Vitrine has 20 active webhooks"):
        setting_up.set_active(actor=actor, pk=one.pk, active=True)


ACTS = [
    lambda actor, webhook: setting_up.change_webhook(
        actor=actor, pk=webhook.pk, opened=opened(webhook), url=URL + "/2", events=ORDERS
    ),
    lambda actor, webhook: setting_up.renew_secret(actor=actor, pk=webhook.pk),
    lambda actor, webhook: setting_up.set_active(actor=actor, pk=webhook.pk, active=False),
    lambda actor, webhook: resending.resend(actor=actor, pk=webhook.deliveries.get().pk),
    lambda actor, webhook: resending.resend_failed(actor=actor, webhook_pk=webhook.pk),
    lambda actor, webhook: resending.send_test(actor=actor, pk=webhook.pk),
]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_does_anything_without_the_permission_or_in_a_strangers_channel(webhook, act):
    delivery = DeliveryFactory(webhook=webhook)
    without = UserFactory(role="Operator", channels=[webhook.channel])
    elsewhere = UserFactory(role="Admin", channels=[SalesChannelFactory()])
    entries = AuditEntry.objects.count()

    with pytest.raises(Forbidden):
        act(without, webhook)
    with pytest.raises(NotFound):
        act(elsewhere, webhook)

    webhook.refresh_from_db()
    assert (webhook.url, webhook.is_active) == (URL, True)
    assert list(webhook.deliveries.all()) == [delivery]
    assert AuditEntry.objects.count() == entries


def test_the_doors_hide_what_is_a_strangers(actor, webhook):
    delivery = DeliveryFactory(webhook=webhook)
    elsewhere = UserFactory(role="Admin", channels=[SalesChannelFactory()])

    assert get_webhook(actor, webhook.pk) == webhook
    assert get_delivery(actor, delivery.pk) == delivery
    for door, row in ((get_webhook, webhook), (get_delivery, delivery)):
        with pytest.raises(NotFound):
            door(elsewhere, row.pk)
        with pytest.raises(NotFound):
            door(actor, 2**70)


def test_the_secret_is_in_no_table_and_a_renewed_one_is_another(actor, webhook):
    first = secret_of(webhook)

    renewed = setting_up.renew_secret(actor=actor, pk=webhook.pk)

    second = secret_of(Webhook.objects.get())
    assert second == secret_of(renewed) != first
    assert first.startswith("whsec_")
    assert len(first) == 49
    tables = serialize("json", [*Webhook.objects.all(), *AuditEntry.objects.all()])
    for secret in (first, second):
        assert secret not in tables
        assert secret.removeprefix("whsec_") not in tables
    assert audit.entries_about(webhook).first().changes == {"salt": ["********", "********"]}


def test_another_secret_key_makes_another_secret(webhook, settings):
    before = secret_of(webhook)
    settings.SECRET_KEY = "x" * 50

    assert secret_of(webhook) != before


def test_two_webhooks_have_two_secrets():
    first, second = WebhookFactory.create_batch(2)

    assert secret_of(first) != secret_of(second)


def test_a_webhook_is_deactivated_and_goes_on_where_it_stood(actor, webhook):
    now = timezone.now()
    later = DeliveryFactory(webhook=webhook, next_try_at=now + timedelta(hours=6), attempts=6)
    behind = DeliveryFactory(webhook=webhook, object_id=later.object_id, next_try_at=None)

    setting_up.set_active(actor=actor, pk=webhook.pk, active=False)
    setting_up.set_active(actor=actor, pk=webhook.pk, active=False)
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.disabled_by) == (False, "person")

    setting_up.set_active(actor=actor, pk=webhook.pk, active=True)

    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.disabled_at, webhook.disabled_by) == (True, None, "")
    # It is not older than that.
    assert webhook.behind_since == webhook.created_at
    later.refresh_from_db()
    behind.refresh_from_db()
    assert now <= later.next_try_at <= timezone.now()
    assert behind.next_try_at is None
    assert [entry.changes for entry in audit.entries_about(webhook)][:2] == [
        {"is_active": [False, True]},
        {"is_active": [True, False]},
    ]


def test_at_a_new_address_what_waits_is_due_at_once(actor, webhook):
    waiting = DeliveryFactory(webhook=webhook, next_try_at=timezone.now() + timedelta(hours=6))

    setting_up.change_webhook(
        actor=actor, pk=webhook.pk, opened=opened(webhook), url=URL + "/2", events=ORDERS
    )

    waiting.refresh_from_db()
    assert waiting.next_try_at <= timezone.now()
    assert audit.entries_about(webhook).first().changes == {"url": [URL, URL + "/2"]}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM webhooks_webhook",
        "UPDATE webhooks_webhook SET events = '{}'",
        "UPDATE webhooks_webhook SET events = '{order.deleted}'",
        "UPDATE webhooks_webhook SET is_active = false",
        "UPDATE webhooks_webhook SET channel_id = channel_id + 1",
        "UPDATE webhooks_delivery SET payload = '{\"pk\": 8}'",
        "UPDATE webhooks_delivery SET status = 'delivered'",
        "UPDATE webhooks_delivery SET status = 'lost'",
    ],
)
def test_postgresql_refuses_what_no_service_does(webhook, statement):
    DeliveryFactory(webhook=webhook)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
