import time
from uuid import uuid4

import pytest
from django.test import Client

from omnitron.core.presence import SECONDS, Visitor, announce, others
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory
from tests.forms import fields_of
from tests.panel.order_detail.pages import text_of, url_of


@pytest.fixture
def order(channel):
    # Redis outlives a test, and tests that run beside this one share it.
    return OrderFactory(channel=channel, number=uuid4().hex)


@pytest.fixture
def colleague(channel):
    user = UserFactory(
        role="Operator", channels=[channel], username="deniz", first_name="Deniz", last_name="Aydın"
    )
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def nobody_there(settings):
    """A Redis that is away."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"


def come(client, order, **data):
    """What the page sends from time to time, and the words that it gets."""
    return " ".join(client.post(url_of(order, "presence"), data).content.decode().split())


def test_two_people_see_each_other_and_not_themselves(panel, colleague, order):
    assert "is here" not in come(panel, order)
    assert "Elif Şahin (elif) is here" in come(colleague, order)
    seen = come(panel, order)
    assert "Deniz Aydın (deniz) is here" in seen
    assert "Elif" not in seen


def test_who_edits_is_said_to(panel, colleague, order):
    come(colleague, order, editing="customer")
    assert "Deniz Aydın (deniz) is here, editing the customer" in text_of(panel.get(url_of(order)))


def test_a_second_window_does_not_hide_the_editing(panel, colleague, order):
    come(colleague, order, editing="customer")
    come(colleague, order, editing="")
    text = come(panel, order)
    assert text.count("Deniz Aydın (deniz) is here") == 1
    assert "Deniz Aydın (deniz) is here, editing the customer" in text


def test_who_saved_edits_no_more(panel, colleague, order):
    come(colleague, order, editing="customer")
    fields = fields_of(colleague.get(url_of(order, "edit-customer")))

    saved = colleague.post(url_of(order, "edit-customer"), fields | {"first_name": "Elif"})

    assert saved.status_code == 302
    assert "editing" not in come(panel, order)


def test_who_left_the_form_edits_no_more_and_is_still_here(panel, colleague, order):
    come(colleague, order, editing="customer")
    come(colleague, order, left="customer")
    assert "Deniz Aydın (deniz) is here</span>" in come(panel, order)


def test_another_order_is_another_place(panel, colleague, channel, order):
    come(colleague, OrderFactory(channel=channel, number=uuid4().hex))
    assert "is here" not in come(panel, order)


def test_who_left_is_gone_after_a_while(monkeypatch):
    place = f"test:{uuid4()}"
    announce(place, Visitor(1, "Deniz"))
    assert others(place, user_id=2) == [Visitor(1, "Deniz")]
    later = time.time() + SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert others(place, user_id=2) == []


def test_without_redis_the_page_goes_without_names(panel, order, nobody_there):
    response = panel.get(url_of(order))
    assert response.status_code == 200
    assert f"Order {order.number}" in text_of(response)
    assert "is here" not in come(panel, order)


def test_a_stranger_s_order_is_no_place(panel):
    stranger = OrderFactory(channel=SalesChannelFactory())
    assert panel.post(url_of(stranger, "presence")).status_code == 404


def test_who_was_signed_out_is_asked_no_more(client, order):
    # 286 is what makes the page stop; nothing of it is replaced.
    assert client.post(url_of(order, "presence")).status_code == 286
