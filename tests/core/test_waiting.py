"""How much waits, by the sidebar: kept for some seconds, told at once after one's own change."""

import re

import pytest
import redis
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from omnitron.core.waiting import counts_of
from orders.services.giving_access import withdraw_access
from tests.cancellations.conftest import gateway, shop, unknown
from tests.cancellations.requests import ask
from tests.factories import UserFactory
from tests.panel.manual_refunds.conftest import declined, finance
from tests.panel.manual_refunds.pages import DESK, MADE, answered, needed, own
from tests.panel.order_detail.plans.forms import apply
from tests.panel.requests.pages import approve, reject

__all__ = ["declined", "finance", "gateway", "shop", "unknown"]

ORDERS = "/omnitron/orders/"


@pytest.fixture
def operator(client, shop):
    client.force_login(shop.operator)
    return client


def waiting(client):
    """What the sidebar says to wait, from its first entry on."""
    return re.findall(r'<span class="count">(.*?)</span>', client.get(ORDERS).content.decode())


@pytest.fixture
def asked(shop):
    """Two requests of one order."""
    order = shop.place("30.00", "20.00")
    return [ask(shop, item) for item in order.items.all()]


def test_counts_are_kept_for_fifteen_seconds_for_each_person(operator, shop, asked):
    colleague = Client()
    colleague.force_login(shop.finance)
    assert waiting(operator) == ["2"]

    ask(shop, shop.place("5.00").items.get())

    assert (waiting(operator), waiting(colleague)) == (["2"], ["3"])
    key = caches["brief"].make_key(f"waiting:{shop.operator.pk}")
    tested = settings.CACHES["brief"]["TIMEOUT"]
    assert 0 < redis.Redis.from_url(settings.REDIS_URL).ttl(key) <= tested
    assert settings.SIDEBAR_SECONDS == 15


def test_a_new_entry_is_counted_although_the_others_are_kept(operator, shop, asked):
    assert waiting(operator) == ["2"]
    assert counts_of(shop.operator, {"desk": lambda user: type(asked[0]).objects.all()}) == {
        "desk": 2
    }


def test_whoever_answers_a_request_sees_it_gone_at_once(operator, asked):
    one, two = asked
    assert waiting(operator) == ["2"]
    reject(operator, one)
    assert waiting(operator) == ["1"]
    apply(operator, two.order, approve(operator, two))
    assert waiting(operator) == []


def test_whoever_undoes_a_plan_sees_its_request_again_at_once(operator, asked):
    order = asked[0].order
    apply(operator, order, approve(operator, *asked))
    assert waiting(operator) == []
    plan = order.plans.get()
    operator.post(f"{ORDERS}{order.number}/plans/{plan.pk}/undo/")
    assert waiting(operator) == ["2"]


def test_whoever_makes_a_refund_sees_it_gone_at_once(finance, shop, declined):
    refund, other = needed(declined)
    own(refund, shop.finance)
    assert waiting(finance) == ["2"]
    finance.post(f"{DESK}{refund.pk}/made/", {**MADE, "confirmed": answered(refund.pk)})
    assert waiting(finance) == ["1"]
    own(other, shop.finance)
    finance.post(f"{DESK}{other.pk}/try-again/")
    assert waiting(finance) == []


def test_while_redis_is_away_each_page_counts(operator, shop, asked, caplog):
    settings.CACHES["brief"]["LOCATION"] = "redis://127.0.0.1:1/0"
    try:
        assert waiting(operator) == ["2"]
        reject(operator, asked[0])
        assert waiting(operator) == ["1"]
    finally:
        settings.CACHES["brief"]["LOCATION"] = settings.REDIS_URL
    assert "Nothing is kept of what waits: Redis did not answer." in caplog.text


def test_what_was_counted_with_another_reach_is_forgotten(
    operator, shop, asked, django_capture_on_commit_callbacks
):
    channel = shop.operator.channel_access.get().channel
    assert waiting(operator) == ["2"]

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_access(
            actor=UserFactory(role="Admin"), channel_pk=channel.pk, user_pk=shop.operator.pk
        )

    assert waiting(operator) == []
