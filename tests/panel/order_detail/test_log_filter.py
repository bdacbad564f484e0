from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import translation

from omnitron.panel.order_detail.history import COUNTED, History
from orders.models import OrderEvent
from tests.factories import OrderEventFactory, OrderItemFactory
from tests.panel.order_detail.events import APPROVED_TO_PREPARING, NOON, by
from tests.panel.order_detail.pages import text_of, url_of

Kind = OrderEvent.Kind
ActorType = OrderEvent.ActorType


@pytest.fixture
def events(order, support):
    """One event of each topic, by different people, on different lines and fields."""
    item = OrderItemFactory(order=order, name="Kilim")
    OrderEventFactory(order=order, kind=Kind.PLACED, at=NOON, actor_name="Marketplace")
    OrderEventFactory(
        order=order,
        kind=Kind.PAYMENT_RECORDED,
        at=NOON + timedelta(hours=1),
        actor_type=ActorType.GATEWAY,
        actor_name="sandbox",
        changes={"captured_amount": [None, "121.88"]},
    )
    OrderEventFactory(
        order=order,
        item=item,
        kind=Kind.STATUS_CHANGED,
        at=NOON + timedelta(hours=2),
        changes=APPROVED_TO_PREPARING,
    )
    OrderEventFactory(
        order=order,
        kind=Kind.CUSTOMER_EDITED,
        at=NOON + timedelta(hours=3),
        changes={"email": ["", "a@example.com"]},
        **by(support),
    )
    return item


def kinds(response):
    return [event.kind for event in response.context["history"].page.rows]


def test_a_tab_counts_once_what_it_tells_once(log, order, support):
    items = [OrderItemFactory(order=order, name=f"Vazo {n}", line_number=n) for n in range(1, 61)]
    for item in items:
        OrderEventFactory(
            order=order, item=item, kind=Kind.STATUS_CHANGED, at=NOON, changes=APPROVED_TO_PREPARING
        )
    OrderEventFactory(order=order, kind=Kind.NOTE_ADDED, at=NOON, note="Hi", **by(support))

    together, one = text_of(log()), text_of(log(item=items[6].pk))

    assert "All 2 Money 0 Goods 1 People 1 System 0" in together
    assert "The system changed 60 items Vazo 1 · Vazo 2 · " in together
    assert together.count("The system changed") == 1
    assert "2 of 2 events" in together
    assert "All 1 Money 0 Goods 1 People 0 System 0" in one
    assert "The system changed Vazo 7 Status" in one


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("system", Kind.PLACED),
        ("money", Kind.PAYMENT_RECORDED),
        ("goods", Kind.STATUS_CHANGED),
        ("people", Kind.CUSTOMER_EDITED),
    ],
)
def test_a_topic_shows_its_events(log, events, topic, kind):
    response = log(topic=topic)
    assert kinds(response) == [kind]
    assert "All 4 Money 1 Goods 1 People 1 System 1" in text_of(response)


def test_the_log_can_be_filtered_by_person_line_and_field(log, events, support):
    choices = log().context["history"]
    assert [label for _value, label in choices.people] == [
        "Elif Şahin (elif)",
        "Gateway sandbox",
        "Marketplace",
        "The system",
    ]
    assert [label for _value, label in choices.items] == ["1. Kilim"]
    assert [label for _value, label in choices.fields] == ["Captured", "E-mail", "Status"]
    assert kinds(log(who=f"user:{support.pk}")) == [Kind.CUSTOMER_EDITED]
    assert kinds(log(who="gateway:sandbox")) == [Kind.PAYMENT_RECORDED]
    assert kinds(log(who="system:")) == [Kind.STATUS_CHANGED]
    assert kinds(log(item=events.pk)) == [Kind.STATUS_CHANGED]
    assert kinds(log(field="email")) == [Kind.CUSTOMER_EDITED]


def test_that_an_edit_was_merged_is_no_field_to_filter_by(log, order):
    changes = {"email": ["", "a@example.com"], "merged_with": ["", "Deniz (deniz)"]}
    OrderEventFactory(order=order, kind=Kind.CUSTOMER_EDITED, changes=changes)

    history = log().context["history"]

    assert [value for value, _label in history.fields] == ["email"]
    assert kinds(log(field="email")) == [Kind.CUSTOMER_EDITED]


def test_filters_are_kept_from_topic_to_topic(log, events):
    response = log(topic="goods", who="system:", field="status")
    assert kinds(response) == [Kind.STATUS_CHANGED]
    assert "?topic=people&amp;who=system%3A&amp;field=status" in response.content.decode()
    assert '<input type="hidden" name="topic" value="goods">' in response.content.decode()


def test_no_match_leads_back_to_all(log, order, events):
    response = log(topic="money", field="status")
    assert "No event matches" in text_of(response)
    assert f'<a class="btn" href="{url_of(order, "log")}">' in response.content.decode()


def test_a_filter_that_the_log_does_not_offer_is_none(log, events):
    response = log(topic="x", who="user:abc", item="1' OR 1=1", field="nothing")
    assert len(kinds(response)) == 4


def test_somebody_who_was_renamed_is_one_choice_under_the_newest_name(log, order, support):
    for hours, name in enumerate(("Elif Öz", "Elif Şahin")):
        at = NOON + timedelta(hours=hours)
        OrderEventFactory(
            order=order, at=at, actor_type="user", actor=support, actor_name=name, note=name
        )
    assert log().context["history"].people == [(f"user:{support.pk}", "Elif Şahin")]


def test_a_forged_page_says_so_and_shows_the_first(log, events):
    response = log(after="forged")
    assert "There is no such page; this is the first one." in text_of(response)
    assert len(kinds(response)) == 4


def test_events_are_counted_to_a_thousand_in_the_reader_s_figures(order):
    OrderEvent.objects.bulk_create(OrderEventFactory.build_batch(COUNTED + 1, order=order))
    with translation.override("tr"):
        assert History(order, QueryDict()).total == "1.000+"
