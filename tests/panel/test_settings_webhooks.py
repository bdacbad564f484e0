"""Settings > Webhooks: set up, tried out, looked into, sent again."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from omnitron.accounts.models import AuditEntry
from tests.factories import (
    DeliveryFactory,
    OrderFactory,
    SalesChannelFactory,
    UserFactory,
    WebhookFactory,
)
from tests.forms import post
from webhooks.models import Delivery, Webhook
from webhooks.signing import PREFIX, secret_of

pytestmark = pytest.mark.django_db

LIST = "/omnitron/settings/webhooks/"
NEW = LIST + "new/"
URL = "https://shop.example/hooks/orders?key=quiet"


@pytest.fixture
def channel():
    return SalesChannelFactory(name="Vitrine")


@pytest.fixture
def admin(client, channel):
    user = UserFactory(role="Admin", channels=[channel])
    client.force_login(user)
    return user


@pytest.fixture
def webhook(channel):
    return WebhookFactory(channel=channel, url=URL)


def url_of(webhook):
    return f"{LIST}{webhook.pk}/"


def text(response):
    return response.content.decode()


def ended(webhook, status, answers=(), **values):
    delivery = DeliveryFactory(webhook=webhook, next_try_at=None, **values)
    last = answers[-1] if answers else {"status": 204, "error": ""}
    Delivery.objects.filter(pk=delivery.pk).update(
        status=status,
        ended_at=timezone.now(),
        answers=list(answers),
        last_status_code=last["status"],
        last_error=last["error"],
    )
    return delivery


def numbers_in(page):
    return [int(number) for number in re.findall(r'id="delivery-(\d+)"', page)]


def test_an_empty_list_offers_the_first_webhook(client, admin):
    assert "No webhooks yet" in text(client.get(LIST))


def test_a_webhook_is_added_and_its_secret_shown_once(client, admin, channel):
    response = post(client, NEW, url=URL, events=["order.updated"])
    webhook = Webhook.objects.get()
    secret = secret_of(webhook)

    first, second = text(client.get(response.url)), text(client.get(response.url))

    assert (webhook.channel, webhook.url, webhook.events) == (channel, URL, {"order.updated"})
    assert secret in first
    assert PREFIX not in second
    assert PREFIX not in text(client.get(LIST))
    assert all(PREFIX not in json.dumps(entry.changes) for entry in AuditEntry.objects.all())


def test_a_renewed_secret_is_another_one_and_shown_once(client, admin, webhook):
    before = secret_of(webhook)

    page = text(client.post(f"{url_of(webhook)}secret/", follow=True))

    webhook.refresh_from_db()
    assert secret_of(webhook) in page
    assert before not in page
    assert PREFIX not in text(client.get(url_of(webhook)))


def test_the_secret_of_one_webhook_is_not_shown_on_the_page_of_another(client, admin, webhook):
    other = WebhookFactory(channel=webhook.channel)

    client.post(f"{url_of(webhook)}secret/")

    assert PREFIX not in text(client.get(url_of(other)))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"url": "http://shop.example/"}, "The address has to begin with https://."),
        ({"url": "https://10.0.0.7/"}, "is an address inside a private network"),
        ({"url": ""}, "This field is required."),
        ({"events": []}, "Choose at least one event."),
        ({"channel": "999999"}, "Select a valid choice."),
    ],
)
def test_what_is_no_webhook_is_refused_and_kept(client, admin, settings, typed, sentence):
    settings.WEBHOOK_ALLOW_PRIVATE = False

    response = post(client, NEW, **{"url": URL, **typed})

    assert response.status_code == 422
    assert sentence in text(response)
    if typed.get("url"):
        assert f'value="{typed["url"]}"' in text(response)
    assert not Webhook.objects.exists()


def test_only_a_persons_own_channels_are_offered(client, admin, channel):
    SalesChannelFactory(name="Strange shop")

    page = text(client.get(NEW))

    assert "Vitrine" in page
    assert "Strange shop" not in page


def test_a_webhook_is_changed_and_keeps_its_channel(client, admin, webhook):
    response = post(
        client, url_of(webhook), url="https://shop.example/2", events=["refund.updated"]
    )

    webhook.refresh_from_db()
    assert response.url == url_of(webhook)
    assert (webhook.url, webhook.events) == ("https://shop.example/2", {"refund.updated"})
    assert "Refund updated" in text(client.get(url_of(webhook)))


def test_a_webhook_is_deactivated_and_activated(client, admin, webhook):
    client.post(url_of(webhook) + "deactivate/")
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.disabled_by) == (False, "person")
    page = text(client.get(url_of(webhook)))
    assert "Activate it first" in page
    assert "Send a Test" not in page

    client.post(url_of(webhook) + "activate/")

    webhook.refresh_from_db()
    assert webhook.is_active


def test_one_webhook_too_many_is_not_activated_and_the_page_says_why(client, admin, webhook):
    WebhookFactory.create_batch(20, channel=webhook.channel)
    Webhook.objects.filter(pk=webhook.pk).update(
        is_active=False, disabled_by="person", disabled_at=timezone.now()
    )

    answer = client.post(url_of(webhook) + "activate/")

    assert answer.status_code == 400
    assert "Vitrine has 20 active webhooks, which is the most: deactivate one." in text(answer)
    webhook.refresh_from_db()
    assert not webhook.is_active


def test_the_list_says_what_waits_and_what_has_failed(client, admin, webhook):
    DeliveryFactory.create_batch(2, webhook=webhook)
    ended(webhook, "failed")
    ended(webhook, "delivered")
    WebhookFactory(url="https://strange.example/")

    page = text(client.get(LIST))

    row = page.split("<tbody")[1].split("</tbody>")[0]
    assert "shop.example/hooks/orders" in row
    # What stands behind the path may be the receiver's own secret.
    assert "quiet" not in page
    assert re.findall(r'class="num"[^>]*>(?:<[^>]+>)*(\d+)', row) == ["2", "1"]
    assert "strange.example" not in page


def test_a_webhook_that_fails_or_was_stopped_says_so(client, admin, webhook):
    webhook.failing_since = timezone.now()
    webhook.save()
    assert "Failing" in text(client.get(LIST))
    assert "Nothing is taken there at the moment." in text(client.get(url_of(webhook)))

    webhook.is_active, webhook.disabled_at = False, timezone.now()
    webhook.disabled_by = "failing"
    webhook.save()

    assert "Stopped" in text(client.get(LIST))
    assert "Nothing was taken there for three days" in text(client.get(url_of(webhook)))


def test_a_delivery_opens_to_what_was_sent_and_what_came_back(client, admin, webhook):
    order = OrderFactory(number="ON-7", channel=webhook.channel)
    answers = [
        {"at": "2026-11-23T09:00:00+00:00", "status": None, "ms": 10_000, "error": "timeout"},
        {"at": "2026-11-23T09:00:12+00:00", "status": 503, "ms": 41, "error": "status"},
    ]
    texts = ["", "<b>Come back later</b>"]
    ended(
        webhook,
        "failed",
        [answer | {"text": words} for answer, words in zip(answers, texts, strict=True)],
        order=order,
        payload={"pk": order.pk, "number": "ON-7"},
    )

    page = text(client.get(url_of(webhook)))

    assert "&quot;number&quot;: &quot;ON-7&quot;" in page
    assert "There was no answer in time." in page
    assert "10,000 ms" in page
    assert "<strong>503</strong>" in page
    assert "&lt;b&gt;Come back later&lt;/b&gt;" in page
    assert 'href="/omnitron/orders/ON-7/"' in page


def test_what_waits_says_when_it_is_tried_next(client, admin, webhook):
    first = DeliveryFactory(webhook=webhook)
    DeliveryFactory(webhook=webhook, object_id=first.object_id, next_try_at=None)

    page = text(client.get(url_of(webhook)))

    assert page.count("Next try:") == 1
    assert page.count("once the one before it about the same was taken") == 1


def test_deliveries_are_narrowed_by_state_and_event(client, admin, webhook):
    failed = ended(webhook, "failed")
    taken = ended(webhook, "delivered")
    refund = DeliveryFactory(webhook=webhook, event="refund.updated", kind="refund")
    strange = DeliveryFactory()

    def found(**query):
        return numbers_in(text(client.get(url_of(webhook), query)))

    assert found() == [refund.pk, taken.pk, failed.pk]
    assert found(status="failed") == [failed.pk]
    assert found(status="waiting") == [refund.pk]
    assert found(event="order.updated") == [taken.pk, failed.pk]
    assert found(event="order.updated", status="delivered") == [taken.pk]
    assert found(status="nonsense", event="\0") == [refund.pk, taken.pk, failed.pk]
    assert found(status="failed", event="test") == []
    assert strange.pk not in found()


def test_deliveries_come_in_pages_that_keep_what_the_list_was_narrowed_to(client, admin, webhook):
    deliveries = [ended(webhook, "delivered").pk for _each in range(60)]
    deliveries.reverse()
    seen, query = [], "?status=delivered"
    while query:
        page = text(client.get(url_of(webhook) + query))
        seen += numbers_in(page)
        following = re.search(rf'id="delivery-pages-next" href="{url_of(webhook)}([^"]+)"', page)
        query = following[1].replace("&amp;", "&") if following else ""
        assert not query or "status=delivered" in query

    assert seen == deliveries


@pytest.mark.parametrize("after", ["99999999999999", "abc", "1~2~3", "\0", "-1~-1"])
def test_a_page_that_no_list_had_is_the_first_one(client, admin, webhook, after):
    delivery = ended(webhook, "delivered")

    response = client.get(url_of(webhook), {"after": after})

    assert response.status_code == 200
    assert numbers_in(text(response)) == [delivery.pk]
    assert "There is no such page" in text(response)


def test_one_delivery_is_sent_again_and_the_list_stays_narrowed(client, admin, webhook):
    delivery = ended(webhook, "failed")

    response = client.post(
        f"{LIST}deliveries/{delivery.pk}/resend/", {"query": "status=failed&evil=1"}
    )

    assert response.url == f"{url_of(webhook)}?status=failed#deliveries"
    delivery.refresh_from_db()
    assert delivery.status == "waiting"
    assert f"Delivery {delivery.pk} is on its way." in text(client.get(url_of(webhook)))


def test_a_refusal_is_told_at_the_top_of_the_page(client, admin, webhook):
    first = DeliveryFactory(webhook=webhook)
    second = DeliveryFactory(webhook=webhook, object_id=first.object_id, next_try_at=None)

    response = client.post(f"{LIST}deliveries/{second.pk}/resend/", follow=True)

    assert f"Delivery {first.pk} is about the same and goes first" in text(response)
    assert response.redirect_chain == [(url_of(webhook), 302)]


def test_all_that_failed_is_sent_again(client, admin, webhook):
    for _each in range(3):
        ended(webhook, "failed")
    assert "3 deliveries are sent again" in text(client.get(url_of(webhook)))

    page = text(client.post(f"{url_of(webhook)}resend/", follow=True))

    assert "3 deliveries are on their way again." in page
    assert Delivery.objects.waiting().count() == 3
    assert "Resend All That Failed" not in page


@pytest.mark.parametrize(
    ("is_active", "wait", "query", "looks"),
    [(True, 5, "", 1), (True, 600, "", 0), (False, 5, "", 0), (True, 5, "?after=9999", 0)],
)
def test_what_is_about_to_be_sent_is_looked_at_again(
    client, admin, webhook, is_active, wait, query, looks
):
    webhook.is_active = is_active
    webhook.disabled_by = "" if is_active else "person"
    webhook.disabled_at = None if is_active else timezone.now()
    webhook.save()
    DeliveryFactory(webhook=webhook, next_try_at=timezone.now() + timedelta(seconds=wait))

    page = client.get(f"{url_of(webhook)}{query}").content.decode()

    assert page.count("data-live") == looks


def test_a_test_is_sent(client, admin, webhook):
    page = text(client.post(f"{url_of(webhook)}test/", follow=True))

    delivery = Delivery.objects.get()
    assert delivery.event == "test"
    assert f"The test is on its way as delivery {delivery.pk}" in page


def test_pages_cost_the_same_with_3_and_20_of_everything(
    client, admin, webhook, django_assert_num_queries
):
    for count in (3, 17):
        WebhookFactory.create_batch(count, channel=webhook.channel)
        for _each in range(count):
            order = OrderFactory(channel=webhook.channel)
            ended(webhook, "failed", order=order, object_id=order.pk)
        client.get(LIST)
        with django_assert_num_queries(5):
            client.get(LIST)
        with django_assert_num_queries(6):
            client.get(url_of(webhook))
