from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orders.states import Status
from tests.factories import (
    OrderEventFactory,
    OrderFactory,
    OrderItemFactory,
    SalesChannelFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOG = "/omnitron/orders/1711/log/"


@pytest.fixture
def channel(transactional_db):
    return SalesChannelFactory(name="Marketplace")


@pytest.fixture
def support(channel):
    return UserFactory(
        role="Support", channels=[channel], username="elif", first_name="Elif", last_name="Şahin"
    )


@pytest.fixture
def order(channel):
    """An order with sixty events of the goods, a payment and its placement."""
    order = OrderFactory(channel=channel, number="1711")
    item = OrderItemFactory(order=order, name="Kilim")
    now = timezone.now()
    OrderEventFactory(order=order, at=now - timedelta(days=3), actor_name="Marketplace")
    OrderEventFactory(
        order=order,
        kind="payment_recorded",
        at=now - timedelta(days=2),
        actor_type="gateway",
        actor_name="sandbox",
        changes={"captured_amount": [None, "121.88"]},
    )
    for minutes in range(60):
        OrderEventFactory(
            order=order,
            item=item,
            kind="status_changed",
            at=now - timedelta(minutes=60 - minutes),
            changes={"status": [Status.APPROVED, Status.PREPARING]},
        )
    return order


def test_the_log_is_read_filtered_and_added_to(open_page, support, order):
    page = open_page(support, "/omnitron/orders/1711/")
    page.locator(".page-head").get_by_role("link", name="Order Log").click()
    entries = page.locator("ol.log > li")
    expect(page.get_by_text("50 of 62 events")).to_be_visible()
    expect(entries).to_have_count(50)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Older").click()
    expect(entries).to_have_count(12)
    expect(page.get_by_text("Order placed, R$121.88")).to_be_visible()
    page.get_by_role("navigation", name="Kind of event").get_by_role("link", name="Money").click()
    expect(entries).to_have_count(1)
    expect(page.get_by_text("Gateway sandbox recorded a payment")).to_be_visible()
    assert page.url.endswith("?topic=money")
    page.go_back()
    expect(entries).to_have_count(12)
    assert page.evaluate("window.stayed")

    page.goto(LOG)
    page.get_by_label("Who").select_option("Gateway sandbox")
    page.get_by_role("button", name="Filter").click()
    expect(entries).to_have_count(1)
    page.get_by_label("Changed field").select_option("Captured")
    page.get_by_label("Item").select_option("1. Kilim")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="Show all events").click()
    expect(entries).to_have_count(50)

    page.get_by_role("button", name="Add Note").click()
    expect(page.get_by_text("The note is empty.")).to_be_visible()
    note = page.get_by_label("Add a note")
    expect(note).to_be_focused()
    page.keyboard.type("Prefers PIX")
    page.get_by_role("button", name="Add Note").click()
    expect(page.get_by_text("Note added.")).to_be_visible()
    expect(entries.first).to_contain_text("Elif Şahin (elif) added a note")
    expect(entries.first).to_contain_text("Prefers PIX")


def test_axe_finds_nothing_in_the_log(open_page, support, order, axe):
    page = open_page(support, LOG)
    assert axe(page) == []
    page.get_by_role("button", name="Add Note").click()
    expect(page.get_by_text("The note is empty.")).to_be_visible()
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
