from datetime import timedelta

import pytest

from orders.models import OrderEvent
from tests.factories import (
    OrderEventFactory,
    OrderItemFactory,
    ShippingCompanyFactory,
    UserFactory,
)
from tests.panel.order_detail.events import APPROVED_TO_PREPARING, NOON, by
from tests.panel.order_detail.pages import text_of, url_of

Kind = OrderEvent.Kind
ActorType = OrderEvent.ActorType


def sentences(response):
    """The lines of the log, as text, from the newest."""
    return [
        text_of_line(line) for _day, lines in response.context["history"].days for line in lines
    ]


def text_of_line(line):
    return line.sentence.replace("<strong>", "").replace("</strong>", "")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            {"kind": Kind.PLACED, "actor_name": "Marketplace", "cause": "request:7f3c"},
            "Order placed, R$121.88 Marketplace, Request 7f3c",
        ),
        (
            {
                "kind": Kind.PAYMENT_RECORDED,
                "actor_type": ActorType.GATEWAY,
                "actor_name": "sandbox",
                "changes": {"captured_amount": [None, "121.88"]},
            },
            "Gateway sandbox recorded a payment Captured empty → R$121.88",
        ),
        (
            {
                "kind": Kind.PAYMENT_VOIDED,
                "actor_type": ActorType.GATEWAY,
                "actor_name": "sandbox",
                "changes": {"payment": [None, 7], "amount": [None, "121.88"]},
            },
            "Gateway sandbox let R$121.88 go that had not been captured",
        ),
        (
            {
                "kind": Kind.REFUND_REVERSED,
                "actor_type": ActorType.GATEWAY,
                "actor_name": "sandbox",
                "changes": {"refund": [7, None], "amount": ["121.88", None]},
            },
            "Gateway sandbox took R$121.88 back that had been refunded",
        ),
        (
            {
                "kind": Kind.EXTERNAL_REVERSED,
                "actor_type": ActorType.GATEWAY,
                "actor_name": "sandbox",
                "changes": {"refund": [7, None], "amount": ["121.88", None]},
            },
            "Gateway sandbox took R$121.88 back that had been refunded there outside of any plan",
        ),
        (
            {
                "kind": Kind.REPORTED,
                "actor_type": ActorType.API_CLIENT,
                "actor_name": "erp-logo",
                "changes": {"is_send": [False, True]},
            },
            "API client erp-logo reported the order to the ERP Reported to ERP No → Yes",
        ),
        (
            {"kind": Kind.STATUS_CHANGED, "changes": APPROVED_TO_PREPARING},
            "The system changed the order Status Approved → Preparing",
        ),
        (
            {
                "kind": Kind.PACKAGE_CHANGED,
                "cause": "package:17-1",
                "changes": {
                    "package": [None, "17-1"],
                    "package_status": ["preparing", "ready_to_ship"],
                },
            },
            "The system changed package 17-1 Status Preparing → Ready to Ship",
        ),
        (
            {
                "kind": Kind.PACKAGE_MADE,
                "cause": "package:17-2",
                "changes": {"package": [None, "17-2"], "from_package": [None, "17-1"]},
            },
            "The system put products into package 17-2 From package 17-1",
        ),
        (
            {
                "kind": Kind.STATUS_CHANGED,
                "cause": "package:17-1",
                "changes": APPROVED_TO_PREPARING,
            },
            "The system changed the order Status Approved → Preparing Package 17-1",
        ),
        (
            {"kind": Kind.INVOICE_CHANGED, "changes": {"invoice_date": ["", "2026-11-12"]}},
            "The system changed the invoice of the order Invoice date empty → 12 Nov 2026",
        ),
        (
            {
                "kind": Kind.CUSTOMER_EDITED,
                "changes": {
                    "phone": ["+5531988401276", "ask at the door"],
                    "shipping_address.country": ["BR", ""],
                    "customer.email": ["", "ines@example.com"],
                    "billing_same": ["yes", ""],
                },
            },
            "The system edited the customer Phone +55 31 98840-1276 → ask at the door"
            " Billing address is the shipping address Yes → No"
            " Future orders: E-mail empty → ines@example.com"
            " Shipping address: Country Brazil → empty",
        ),
        (
            {"kind": Kind.CUSTOMER_EDITED, "changes": {"email": [None, None]}},
            "The system edited the customer E-mail erased",
        ),
        (
            {
                "kind": Kind.CUSTOMER_EDITED,
                "changes": {"first_name": ["Inês", "Ines"], "merged_with": ["", "Deniz (deniz)"]},
            },
            "The system edited the customer First name Inês → Ines"
            " Merged with what Deniz (deniz) saved meanwhile.",
        ),
        (
            {"kind": Kind.CUSTOMER_EDITED, "changes": {"merged_with": ["", ""]}},
            "The system edited the customer Merged with what somebody else saved meanwhile.",
        ),
    ],
)
def test_an_event_reads_as_a_sentence(log, order, event, words):
    OrderEventFactory(order=order, at=NOON, **event)
    assert f"Thu 12 Nov 2026 12:00 {words} 1 of 1 events" in text_of(log())


def test_a_shipment_names_its_company(log, order):
    company = ShippingCompanyFactory(name="Jadlog")
    item = OrderItemFactory(order=order, name="Kilim")
    changes = {"shipping_company": [None, company.pk], "tracking_number": ["", "JD0417"]}
    OrderEventFactory(order=order, item=item, kind=Kind.SHIPMENT_CHANGED, changes=changes)
    text = text_of(log())
    assert "The system changed the shipment of Kilim" in text
    assert "Shipping company empty → Jadlog" in text
    assert "Tracking number empty → JD0417" in text


def test_the_newest_event_comes_first_under_its_day(log, order, support):
    for hours, note in ((0, "first"), (3, "second"), (30, "third")):
        at = NOON + timedelta(hours=hours)
        OrderEventFactory(order=order, kind=Kind.NOTE_ADDED, at=at, note=note, **by(support))
    days = log().context["history"].days
    assert [(f"{day}", [note for line in lines for note in line.notes]) for day, lines in days] == [
        ("2026-11-13", ["third"]),
        ("2026-11-12", ["second", "first"]),
    ]


def test_what_several_lines_did_together_is_one_entry(log, order):
    items = [OrderItemFactory(order=order, name=name) for name in ("Kilim", "Vazo", "Tava")]
    moved = {"order": order, "kind": Kind.STATUS_CHANGED, "changes": APPROVED_TO_PREPARING}
    for item in (items[1], items[0], items[2]):
        OrderEventFactory(item=item, at=NOON, cause="request:1", **moved)
    OrderEventFactory(item=items[0], at=NOON, cause="request:2", **moved)
    OrderEventFactory(item=items[0], at=NOON - timedelta(seconds=1), cause="request:1", **moved)
    response = log()
    assert sentences(response) == [
        "The system changed Kilim",
        "The system changed 3 items",
        "The system changed Kilim",
    ]
    text = text_of(response)
    assert "changed 3 items Kilim · Vazo · Tava Status Approved → Preparing Request 1" in text
    assert "3 of 3 events" in text


def test_two_equal_notes_stay_two(log, order, support):
    for _ in range(2):
        OrderEventFactory(order=order, kind=Kind.NOTE_ADDED, at=NOON, note="Hi", **by(support))
    assert sentences(log()) == ["Elif Şahin (elif) added a note"] * 2


def test_an_order_without_events_says_so(log):
    assert "Nothing has happened yet" in text_of(log())


def notes(response):
    return [int(event.note) for event in response.context["history"].page.rows]


def test_older_and_newer_events_are_a_page_apart(log, order, support):
    for number in range(120):
        OrderEventFactory(
            order=order, kind=Kind.NOTE_ADDED, at=NOON, note=str(number), **by(support)
        )
    first = log(topic="people")
    second = log(topic="people", after=first.context["history"].page.next)
    third = log(topic="people", after=second.context["history"].page.next)
    back = log(topic="people", before=third.context["history"].page.previous)
    assert notes(first) + notes(second) + notes(third) == list(reversed(range(120)))
    assert notes(back) == notes(second)
    assert "50 of 120 events Older" in text_of(first)
    assert "50 of 120 events Newer Older" in text_of(second)
    assert text_of(third).count("Older") == 0


@pytest.mark.parametrize("count", [3, 33])
def test_the_log_costs_the_same_however_long(log, order, count, django_assert_num_queries):
    for item in [OrderItemFactory(order=order, line_number=line) for line in range(1, count + 1)]:
        OrderEventFactory(
            order=order, item=item, kind=Kind.STATUS_CHANGED, changes=APPROVED_TO_PREPARING
        )
    with django_assert_num_queries(7):
        log()


@pytest.mark.parametrize("role", ["MPO", "Seller"])
def test_other_roles_find_no_log(client, channel, order, role):
    client.force_login(UserFactory(role=role, channels=[channel]))
    assert client.get(url_of(order, "log")).status_code == 404
