"""Webhooks by the API: set up, tried out, read, and sent again."""

import json

import pytest
from django.db import connection
from django.utils import timezone

from omnitron.api.models import KeptAnswer
from tests.api.clients import client_of
from tests.factories import DeliveryFactory, SalesChannelFactory, UserFactory, WebhookFactory
from webhooks import tasks
from webhooks.models import Delivery, Webhook
from webhooks.services import announcing
from webhooks.signing import PREFIX, secret_of

pytestmark = pytest.mark.django_db

LIST = "/api/v1/webhooks/"
URL = "https://shop.example/hooks"


@pytest.fixture
def webhook(channel):
    return WebhookFactory(channel=channel, url=URL, events=frozenset({"order.updated"}))


def address(webhook, rest=""):
    return f"{LIST}{webhook.pk}/{rest}"


def given(channel, /, **values):
    return {"channel": channel.pk, "url": URL, "events": ["order.updated"], **values}


def test_a_webhook_is_added_and_only_this_answer_has_its_secret(api, channel):
    answer = api.post(LIST, given(channel, unknown=1))

    webhook = Webhook.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "pk": webhook.pk,
        "channel": channel.pk,
        "url": URL,
        "events": ["order.updated"],
        "is_active": True,
        "disabled_by": "",
        "disabled_date": None,
        "failing_since": None,
        "created_date": answer.json()["created_date"],
        "secret": secret_of(webhook),
    }
    assert webhook.created_by == api.user
    for page in (LIST, address(webhook)):
        assert PREFIX not in api.get(page).content.decode()


def test_the_secret_is_not_in_an_answer_that_is_kept(api, channel):
    headers = {"HTTP_IDEMPOTENCY_KEY": "hook-1"}

    first = api.post(LIST, given(channel), **headers)
    second = api.post(LIST, given(channel), **headers)

    assert Webhook.objects.count() == 1
    assert first.json() == second.json()
    assert first.json()["secret"] == secret_of(Webhook.objects.get())
    assert PREFIX not in KeptAnswer.objects.get().body


def test_a_renewed_secret_is_told_once(api, webhook):
    before = secret_of(webhook)

    answer = api.post(address(webhook, "renew_secret/"))

    webhook.refresh_from_db()
    assert answer.status_code == 200
    assert answer.json()["secret"] == secret_of(webhook) != before
    assert PREFIX not in api.get(address(webhook)).content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": "http://shop.example/"}, "url"),
        ({"url": "https://169.254.169.254/"}, "url"),
        ({"url": float("inf")}, "detail"),
        ({"url": None}, "url"),
        ({"url": "https://shop.example/" + "x" * 500}, "url"),
        ({"events": []}, "events"),
        ({"events": ["test"]}, "events"),
        ({"events": "order.updated"}, "events"),
        ({"events": [["order.updated"]]}, "events"),
        ({"channel": 0}, "channel"),
        ({"channel": 2**63}, "channel"),
        ({"channel": "\ud800"}, "detail"),
    ],
)
def test_what_is_no_webhook_is_refused_by_field(api, channel, settings, values, field):
    settings.WEBHOOK_ALLOW_PRIVATE = False
    body = json.dumps(given(channel, **values))
    answer = api.post(LIST, data=body, content_type="application/json")

    assert answer.status_code == 400
    assert field in answer.json()
    assert answer.json()["code"]
    assert not Webhook.objects.exists()


def test_a_webhook_is_changed_deactivated_and_goes_on(api, webhook):
    changed = api.patch(address(webhook), {"url": URL + "/2"}).json()
    assert (changed["url"], changed["events"]) == (URL + "/2", ["order.updated"])
    changed = api.patch(address(webhook), {"events": ["refund.updated", "order.created"]}).json()
    assert changed["events"] == ["order.created", "refund.updated"]

    off = api.patch(address(webhook), {"is_active": False}).json()
    assert (off["is_active"], off["disabled_by"]) == (False, "person")
    on = api.patch(address(webhook), {"is_active": True}).json()

    assert (on["is_active"], on["disabled_by"], on["disabled_date"]) == (True, "", None)


def test_a_change_that_is_refused_in_part_is_not_done_at_all(api, webhook):
    answer = api.patch(address(webhook), {"is_active": False, "url": "nonsense"})

    assert answer.status_code == 400
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.url) == (True, URL)


def test_what_is_deleted_is_deactivated_and_its_deliveries_stay(api, webhook):
    DeliveryFactory(webhook=webhook)

    assert api.delete(address(webhook)).status_code == 204

    webhook.refresh_from_db()
    assert not webhook.is_active
    assert webhook.deliveries.count() == 1


def test_the_list_has_the_webhooks_of_the_clients_channels(api, webhook, channel):
    other = WebhookFactory(channel=channel)
    WebhookFactory()

    answer = api.get(LIST, {"channel": channel.pk}).json()

    assert answer["count"] == 2
    assert [row["pk"] for row in answer["results"]] == [webhook.pk, other.pk]


def test_deliveries_are_read_newest_first_and_narrowed(api, webhook):
    first = DeliveryFactory(webhook=webhook, payload={"pk": 7})
    Delivery.objects.filter(pk=first.pk).update(
        status="failed",
        ended_at=timezone.now(),
        next_try_at=None,
        answers=[
            {"at": "2026-11-23T09:00:00Z", "status": 503, "ms": 41, "error": "status", "text": "!"}
        ],
    )
    second = DeliveryFactory(webhook=webhook)
    DeliveryFactory()

    both = api.get(address(webhook, "deliveries/")).json()
    failed = api.get(address(webhook, "deliveries/"), {"status": "failed"}).json()

    assert [row["pk"] for row in both["results"]] == [second.pk, first.pk]
    (row,) = failed["results"]
    assert (row["object"], row["event"], row["status"]) == ({"pk": 7}, "order.updated", "failed")
    assert row["answers"] == [
        {"at": "2026-11-23T09:00:00Z", "status_code": 503, "milliseconds": 41, "error": "status"}
    ]
    assert api.get(address(webhook, "deliveries/"), {"status": "lost"}).status_code == 400


def test_a_delivery_is_sent_again(api, webhook):
    delivery = DeliveryFactory(webhook=webhook)
    Delivery.objects.filter(pk=delivery.pk).update(
        status="failed", ended_at=timezone.now(), next_try_at=None, attempts=10
    )

    answer = api.post(f"/api/v1/deliveries/{delivery.pk}/resend/").json()

    assert (answer["pk"], answer["status"], answer["attempts"]) == (delivery.pk, "waiting", 0)


def test_a_test_is_sent(api, webhook):
    answer = api.post(address(webhook, "test/")).json()

    assert (answer["event"], answer["webhook"]) == ("test", webhook.pk)


def test_what_a_webhook_that_is_off_cannot_do_is_a_refusal(api, webhook):
    api.delete(address(webhook))

    answer = api.post(address(webhook, "test/"))

    assert (answer.status_code, answer.json()["code"]) == (400, "refused")


def statuses(client, webhook, delivery):
    """What somebody hears who asks for everything of one webhook."""
    answers = (
        client.get(address(webhook)),
        client.patch(address(webhook), {"url": URL + "/2"}),
        client.delete(address(webhook)),
        client.post(address(webhook, "renew_secret/")),
        client.post(address(webhook, "test/")),
        client.get(address(webhook, "deliveries/")),
        client.get(f"/api/v1/deliveries/{delivery.pk}/"),
        client.post(f"/api/v1/deliveries/{delivery.pk}/resend/"),
    )
    return [answer.status_code for answer in answers]


def test_a_strangers_webhook_is_not_found_and_without_the_permission_there_is_none(
    stranger, webhook, channel
):
    delivery = DeliveryFactory(webhook=webhook)
    without = client_of(UserFactory(role="Operator", channels=[channel]))

    assert statuses(stranger, webhook, delivery) == [404] * 8
    assert statuses(without, webhook, delivery) == [403] * 8
    assert stranger.get(LIST).json()["results"] == []
    assert without.get(LIST).status_code == without.post(LIST, given(channel)).status_code == 403
    assert stranger.post(LIST, given(channel)).status_code == 400
    webhook.refresh_from_db()
    assert (webhook.url, webhook.is_active) == (URL, True)


def test_lists_cost_the_same_with_3_and_33_rows(api, webhook, django_assert_num_queries):
    for count in (3, 30):
        WebhookFactory.create_batch(count, channel=webhook.channel)
        DeliveryFactory.create_batch(count, webhook=webhook)
        for page in (LIST, address(webhook, "deliveries/")):
            api.get(page, {"limit": 100})
            with django_assert_num_queries(5 if page == LIST else 6):
                assert len(api.get(page, {"limit": 100}).json()["results"]) >= count


def test_what_a_client_changes_is_announced_at_once(
    api, channel, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(tasks.sweep, "apply_async", lambda *args, **options: sent.append(args))
    announcing.cache.delete(announcing.KEY)
    with django_capture_on_commit_callbacks(execute=True):
        api.get(LIST)
        api.post(LIST, given(channel, url="nonsense"))
    assert sent == []

    for _each in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            api.post(LIST, given(channel))

    assert sent == [((),)]


def test_no_statement_has_a_secret_in_it(api, channel):
    connection.force_debug_cursor = True
    try:
        secret = api.post(LIST, given(channel)).json()["secret"]
        assert all(secret not in query["sql"] for query in connection.queries)
    finally:
        connection.force_debug_cursor = False


def test_a_channel_of_nobody_is_told_of_in_its_field(api):
    answer = api.post(LIST, given(SalesChannelFactory())).json()

    assert answer == {"channel": ["You were given no such sales channel."], "code": "invalid"}
