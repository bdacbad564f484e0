"""The card about yesterday’s money: asked for by itself, once the dashboard is there."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from tests.cancellations.conftest import gateway, shop
from tests.cancellations.orders import register, run
from tests.panel.dashboard.pages import URL

__all__ = ["gateway", "shop"]

pytestmark = pytest.mark.django_db
CARD = f"{URL}dashboard/money-close/"


@pytest.fixture(autouse=True)
def _noon():
    """The gateway has the time of the machine."""


@pytest.fixture
def finance(client, shop):
    client.force_login(shop.finance)
    return client


@pytest.fixture
def paid_yesterday(shop, gateway, time_machine):
    """A refund that both books have, one day later."""
    order = shop.place("30.00")
    register(gateway, order)
    run(shop.plan(order, shop.wish(order.items.get())))
    time_machine.move_to(timezone.now() + timedelta(days=1))
    return order.refunds.get()


def words(client):
    """The card without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(CARD).content.decode())).split())


def test_books_that_agree_are_said_to_agree(finance, paid_yesterday):
    text = words(finance)
    assert "Sandbox Sandbox, EUR Our refunds €30.00 The gateway’s €30.00 Difference €0.00" in text
    assert "The books agree" in text


def test_a_difference_leads_to_the_close_of_that_day(finance, paid_yesterday, gateway):
    gateway.post(f"/refunds/{paid_yesterday.gateway_reference}/reverse")

    text = words(finance)

    assert "Our refunds €30.00 The gateway’s €0.00 Difference €30.00" in text or (
        "1 difference," in text
    )
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    address = f"/omnitron/money-close/?gateway=sandbox&amp;day={yesterday}"
    assert address in finance.get(CARD).content.decode()


def test_a_gateway_that_is_away_is_said_to_be_away(finance, shop):
    assert "The gateway’s book cannot be read now, so nothing is compared." in words(finance)


def test_the_dashboard_itself_asks_no_gateway(finance, shop):
    page = finance.get(URL).content.decode()
    assert f'hx-get="{CARD}" hx-trigger="load"' in page
    assert "cannot be read" not in page
