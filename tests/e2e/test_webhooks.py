"""Settings > Webhooks in a browser: set up, tried out, looked into, sent again."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import (
    DeliveryFactory,
    OrderFactory,
    SalesChannelFactory,
    UserFactory,
    WebhookFactory,
)
from tests.webhooks.receiver import receiving
from webhooks.jobs.announcing import announce
from webhooks.jobs.delivering import deliver
from webhooks.models import Delivery, Webhook
from webhooks.signing import secret_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/omnitron/settings/webhooks/"


@pytest.fixture
def channel(transactional_db):
    return SalesChannelFactory(name="Vitrine")


@pytest.fixture
def admin(channel):
    return UserFactory(role="Admin", username="elif", channels=[channel])


def failed(webhook, count):
    for number in range(count):
        order = OrderFactory(channel=webhook.channel, number=f"ON-{number}")
        delivery = DeliveryFactory(
            webhook=webhook,
            order=order,
            next_try_at=None,
            payload={"pk": order.pk, "number": order.number, "status": "450"},
        )
        Delivery.objects.filter(pk=delivery.pk).update(
            status="failed",
            ended_at=timezone.now(),
            last_status_code=503,
            last_error="status",
            answers=[
                {
                    "at": timezone.now().isoformat(),
                    "status": 503,
                    "ms": 41,
                    "error": "status",
                    "text": "Come back later",
                }
            ],
        )


def test_a_webhook_from_its_form_to_a_delivery_that_is_taken(open_page, axe, admin):
    with receiving() as receiver:
        page = open_page(admin, LIST)
        expect(page.get_by_text("No webhooks yet")).to_be_visible()
        assert axe(page) == []
        page.get_by_role("link", name="New Webhook").first.click()
        page.get_by_label("Address").fill("ftp://shop.example/")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("Not saved.")
        assert axe(page) == []

        page.get_by_label("Address").fill(receiver.url)
        page.get_by_role("button", name="Save").click()
        webhook = Webhook.objects.get()
        expect(page.get_by_text(secret_of(webhook))).to_be_visible()
        assert axe(page) == []
        page.get_by_role("button", name="Send a Test").click()
        expect(page.get_by_text("The test is on its way")).to_be_visible()
        expect(page.get_by_text(secret_of(webhook))).to_have_count(0)
        announce()
        deliver(webhook.pk)

        expect(page.get_by_role("cell", name="Delivered", exact=True)).to_be_visible()
        page.get_by_text("What was sent and what came back").click()
        expect(page.get_by_text('"event": "test"')).to_be_visible()
        assert axe(page) == []
        assert receiver.contents[0]["event"] == "test"


def test_what_failed_is_looked_into_and_sent_again(open_page, axe, admin, channel):
    webhook = WebhookFactory(channel=channel)
    failed(webhook, 3)
    page = open_page(admin, f"{LIST}{webhook.pk}/?status=failed")
    page.get_by_text("What was sent and what came back").first.click()
    expect(page.get_by_text("Come back later").first).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Resend delivery").first.click()
    expect(page.get_by_text("is on its way.")).to_be_visible()
    assert "status=failed" in page.url
    page.get_by_role("link", name="Resend All That Failed").click()
    expect(page.get_by_role("dialog")).to_contain_text("2 deliveries are sent again")
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Resend").click()
    expect(page.get_by_text("2 deliveries are on their way again.")).to_be_visible()
    expect(page.get_by_role("cell", name="Waiting", exact=True)).to_have_count(3)


def test_the_question_before_a_new_secret(open_page, axe, admin, channel):
    webhook = WebhookFactory(channel=channel, is_active=True, failing_since=timezone.now())
    page = open_page(admin, f"{LIST}{webhook.pk}/")
    page.get_by_role("link", name="New Secret").click()
    expect(page.get_by_role("dialog")).to_contain_text("The one before ends at once.")
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("button", name="New Secret").click()
    expect(page.get_by_text("it will not be shown again.")).to_be_visible()


def test_no_page_is_wider_than_a_phone(open_page, axe, admin, channel):
    webhook = WebhookFactory(
        channel=channel, url="https://a-very-long-name.of-a-shop.example/" + "hooks/" * 20
    )
    failed(webhook, 2)
    for address in (LIST, LIST + "new/", f"{LIST}{webhook.pk}/"):
        page = open_page(admin, address, width=390)
        for summary in page.get_by_text("What was sent and what came back").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert axe(page) == []
