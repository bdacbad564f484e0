"""What is wrong with an order is read at the names of the request, and nothing is a 5xx."""

import json

import pytest

from orders.models import Order
from tests.api.clients import client_of
from tests.factories import CustomerFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_total_that_does_not_add_up_is_told_with_the_difference(counter):
    assert counter.refused(counter.order(amount=119.8)) == {
        "amount": [
            "The lines and charges add up to 119.90 BRL, the order says 119.80:"
            " 0.10 BRL too little."
        ],
        "code": "invalid",
    }


def test_what_is_wrong_with_a_part_stands_at_its_place(counter):
    beside = {
        "discount_items": [{"name": "Club", "amount": -1}],
        "transactions": [{"payment_type": "shells", "amount": "1"}],
        "contracts": [{"kind": "x" * 51, "title": "t"}],
    }
    items = (counter.item(price=49.9), counter.item(price=50, quantity=0))

    told = counter.refused(counter.order(*items, customer=0, beside=beside))

    assert told == {
        "customer": ["This sales channel has no customer 0."],
        "order_item": {"1": {"quantity": ["Give a whole number from 1 to 2147483647."]}},
        "discount_items": {"0": {"amount": ["An amount cannot be negative."]}},
        "transactions": {"0": {"payment_type": ["There is no payment type “shells”."]}},
        "contracts": {"0": {"kind": ["This has 51 characters, and 50 fit."]}},
        "code": "invalid",
    }


def test_in_a_list_it_stands_under_the_place_of_its_order(counter):
    told = counter.refused([counter.order(), counter.order(counter.item(seller="nobody"))])

    assert told == {
        "1": {"order_item": {"0": {"seller": ["There is no “nobody”."]}}},
        "code": "invalid",
    }
    assert not Order.objects.exists()


def test_values_of_another_kind_are_told_in_the_same_form(counter):
    order = counter.order(counter.item(price="cheap"), amount=None, customer="me")
    several = counter.refused([counter.order(), order])

    told = counter.refused(order)
    assert told == {
        "amount": ["This field may not be null."],
        "customer": ["A valid integer is required."],
        "order_item": {"0": {"price": ["A valid number is required."]}},
        "code": "invalid",
    }
    assert several == {"1": {key: told[key] for key in told if key != "code"}, "code": "invalid"}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "order"),
        ({"order": None, "order_item": []}, "order"),
        ({"order": [], "order_item": []}, "non_field_errors"),
        ({"order": {}, "order_item": 7}, "order_item"),
        ([], "non_field_errors"),
        ([[]], "0"),
        ([None], "0"),
        ("text", "non_field_errors"),
        (7, "non_field_errors"),
        (None, "order"),
    ],
)
def test_a_body_of_another_form_is_refused(counter, data, field):
    told = counter.refused(json.dumps(data))

    assert field in told
    assert told["code"]


@pytest.mark.parametrize("name", ["discount_items", "contracts", "transactions"])
def test_nothing_in_a_list_is_nothing(counter, name):
    assert counter.taken(counter.order(beside={name: [None]}))["pk"]


@pytest.mark.parametrize("currency", [None, "", " "])
def test_an_order_without_a_currency_is_refused(counter, currency):
    assert counter.refused(counter.order(currency=currency))["currency"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"order": NaN}', b"[" * 100_000])
def test_a_body_that_is_no_json_is_refused(counter, body):
    assert counter.refused(body)["code"]


BAD = [
    None,
    True,
    -1,
    0,
    2**63,
    10**400,
    1e308,
    1e-300,
    "",
    " ",
    "x" * 2_000,
    "1e999999",
    "NaN",
    "-Infinity",
    "\ud800",
    "a\0b",
    [],
    [[]],
    {},
    {"a": {}},
    "٣",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
]


def whole(counter, at):
    """A request with a value in every field that is known."""
    beside = {
        "discount_items": [{"name": "Club", "code": "", "amount": 0}],
        "transactions": [
            {
                "payment_type": "credit_card",
                "gateway": "sandbox",
                "gateway_reference": f"pay_{at}",
                "amount": "1.00",
                "currency": "BRL",
                "captured_at": None,
                "installment_count": 1,
                "card_mask": "",
            }
        ],
        "contracts": [{"kind": "sale", "title": "Sale", "body": "", "accepted_at": None}],
    }
    other = ("quantity", "seller", "shipping_company", "sku", "name", "image_url", "invoice_date")
    more = ("installment_count", "installment_interest_amount", "payment_option_fee")
    line = counter.item(**dict.fromkeys((*other, "non_returnable", "e_archive_url")))
    return counter.order(line, beside=beside, **dict.fromkeys(more))


def broken_everywhere(counter, value):
    """Requests of which each has the value at another place."""
    like = whole(counter, "")
    parts = [(part, None) for part in like]
    parts += [
        (part, name)
        for part, rows in like.items()
        for name in (rows if isinstance(rows, dict) else rows[0])
    ]
    for at, (part, name) in enumerate(parts):
        broken = whole(counter, at)
        if name is None:
            broken[part] = value
        elif part == "order":
            broken[part][name] = value
        else:
            broken[part][0][name] = value
        yield broken


@pytest.mark.parametrize("value", BAD, ids=[str(place) for place in range(len(BAD))])
def test_no_value_anywhere_is_a_fault_of_ours(counter, value):
    rest = list(broken_everywhere(counter, value))
    asked = len(rest)
    # What is refused is left out, until all the others are taken in.
    while (answer := counter.post(rest)).status_code == 400 and rest:
        refused = answer.json()
        places = {int(place) for place in refused if place.isdecimal()}
        if not places:
            # The body as a whole: no value of this kind gets any further.
            assert set(refused) == {"detail", "code"}
            return
        rest = [each for at, each in enumerate(rest) if at not in places]

    assert answer.status_code == 201, (value, answer.content)
    assert 0 < Order.objects.count() == len(rest) < asked


def test_a_stranger_s_channel_and_customer_are_not_found(counter, stranger):
    assert stranger.post(counter.url, counter.order()).status_code == 404
    other = CustomerFactory()
    told = counter.refused(counter.order(customer=other.pk))
    assert told["customer"] == [f"This sales channel has no customer {other.pk}."]


def test_it_takes_a_token_and_a_permission(counter, channel, client):
    assert client.post(counter.url, {}, content_type="application/json").status_code == 401
    support = client_of(UserFactory(role="Support", channels=[channel]))
    assert support.post(counter.url, counter.order()).status_code == 403
    assert not Order.objects.exists()


def test_only_posts_are_answered(counter):
    assert counter.api.get(counter.url).status_code == 405
