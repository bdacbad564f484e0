"""A client looks customers up, adds and changes them."""

import logging

import pytest

from orders.models import Customer
from tests.api.clients import client_of
from tests.factories import CustomerFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(channel):
    return f"/api/v1/channel/{channel.pk}/customers/"


# As channel-app sends it.
SENT = {
    "email": "john.doe@akinon.com",
    "phone_number": "05556667788",
    "first_name": "John",
    "last_name": "Doe",
    "extra_field": {"tier": "gold"},
    "channel_code": "C-17",
    "is_active": True,
}


def test_what_was_sent_stands_in_the_answer_and_is_read_again(api, channel, path):
    answer = api.post(path, {**SENT, "channel": channel.pk})

    assert answer.status_code == 201
    customer = Customer.objects.get()
    shown = answer.json()
    assert shown["pk"] == customer.pk
    assert shown["channel"] == channel.pk
    assert {name: shown[name] for name in SENT} == SENT
    assert api.get(f"{path}{customer.pk}/").json() == shown


def test_nothing_is_the_empty_text_and_what_is_unknown_is_ignored(api, path):
    answer = api.post(
        path,
        {
            "channel_code": "C-17",
            "email": None,
            "phone_number": None,
            "extra_field": None,
            "pk": 99,
            "loyalty": {"a": 1},
        },
    )

    assert answer.status_code == 201
    customer = Customer.objects.get()
    assert (customer.email, customer.phone_number, customer.extra_field) == ("", "", {})


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("channel_code", 128),
        ("email", 254),
        ("first_name", 255),
        ("last_name", 255),
        ("phone_number", 64),
        ("erp_code", 128),
    ],
)
def test_a_text_that_is_too_long_is_told_with_the_most_that_fits(api, path, field, most):
    given = "x" * most + ("@example.com" if field == "email" else "x")
    answer = api.post(path, {**SENT, field: given})

    assert answer.status_code == 400
    assert str(most) in answer.json()[field][0]
    assert not Customer.objects.exists()


def test_a_code_that_the_channel_has_already_is_told_at_its_field(api, channel, path):
    CustomerFactory(channel=channel, channel_code="C-17")
    answer = api.post(path, SENT)

    assert answer.status_code == 400
    assert answer.json() == {
        "channel_code": ["This channel has a customer with the code C-17 already."],
        "code": "unique",
    }


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"channel_code": ""}, "channel_code"),
        ({"channel_code": None}, "channel_code"),
        ({"email": "nobody"}, "email"),
        ({"email": ["a@b.example"]}, "email"),
        ({"first_name": {"a": 1}}, "first_name"),
        ({"extra_field": "x"}, "extra_field"),
        ({"is_active": "maybe"}, "is_active"),
    ],
)
def test_nonsense_is_told_at_its_field(api, path, given, field):
    answer = api.post(path, {**SENT, **given})

    assert answer.status_code == 400
    assert set(answer.json()) == {field, "code"}


@pytest.mark.parametrize("body", ["[]", "7", "null", '"text"', "[{}]", ""])
def test_a_body_that_is_no_object_is_declined(api, path, body):
    answer = api.post(path, body, content_type="application/json")

    assert answer.status_code == 400


def test_a_change_keeps_what_it_does_not_say(api, channel, path):
    customer = CustomerFactory(channel=channel, channel_code="C-17", email="ines@example.com")
    answer = api.patch(
        f"{path}{customer.pk}/",
        {"channel": channel.pk, "channel_code": "C-17", "first_name": "John", "age": 7},
    )

    assert answer.status_code == 200
    assert (answer.json()["first_name"], answer.json()["email"]) == ("John", "ines@example.com")
    customer.refresh_from_db()
    assert (customer.first_name, customer.email) == ("John", "ines@example.com")


def test_nobody_moves_a_customer_to_another_channel(api, channel, path):
    customer = CustomerFactory(channel=channel)
    api.patch(f"{path}{customer.pk}/", {"channel": SalesChannelFactory().pk})
    customer.refresh_from_db()
    assert customer.channel == channel


@pytest.mark.parametrize("field", ["email", "phone_number", "channel_code"])
def test_a_customer_is_found_by_what_is_exactly_the_same(api, channel, path, field):
    customer = CustomerFactory(
        channel=channel, email="Ines@example.com", phone_number="0555-1", channel_code="Ines-7"
    )
    CustomerFactory(channel=channel)
    value = getattr(customer, field)

    found = api.get(path, {field: value, "channel": channel.pk, "page": 1}).json()
    assert [each["pk"] for each in found["results"]] == [customer.pk]
    assert found["count"] == 1
    assert api.get(path, {field: f"{value}0"}).json()["results"] == []
    if value.lower() != value:
        assert api.get(path, {field: value.lower()}).json()["results"] == []


def test_several_are_found_by_their_keys(api, channel, path):
    one, two, _three = CustomerFactory.create_batch(3, channel=channel)
    found = api.get(path, {"pk__in": f"{two.pk},{one.pk}"}).json()["results"]
    assert [each["pk"] for each in found] == [one.pk, two.pk]


def test_a_stranger_finds_no_channel_and_no_customer(stranger, channel, path):
    customer = CustomerFactory(channel=channel)
    for answer in (
        stranger.get(path),
        stranger.post(path, SENT),
        stranger.get(f"{path}{customer.pk}/"),
        stranger.patch(f"{path}{customer.pk}/", {"first_name": "Other"}),
    ):
        assert answer.status_code == 404


def test_a_customer_of_another_channel_is_not_found_in_this_one(channel, path):
    other = CustomerFactory()
    api = client_of(UserFactory(role="API client", channels=[channel, other.channel]))
    assert api.get(f"{path}{other.pk}/").status_code == 404
    assert api.patch(f"{path}{other.pk}/", {"first_name": "Other"}).status_code == 404
    assert api.get(path, {"pk__in": other.pk}).json()["results"] == []
    assert api.get(path, {"channel": other.channel_id}).json()["results"] == []


def test_without_the_permission_nothing_is_added(channel, path):
    support = client_of(UserFactory(role="Support", channels=[channel]))
    assert support.post(path, SENT).status_code == 403
    assert support.get(path).status_code == 200


def test_without_a_token_nothing_is_shown(client, path):
    assert client.get(path).status_code == 401


@pytest.mark.parametrize("rows", [3, 33])
def test_a_list_takes_the_same_queries_whatever_its_size(
    api, channel, path, rows, django_assert_max_num_queries
):
    CustomerFactory.create_batch(rows, channel=channel)
    with django_assert_max_num_queries(9):
        assert len(api.get(path, {"limit": 50}).json()["results"]) == rows


def test_logs_do_not_say_who_it_is(api, path, caplog):
    with caplog.at_level(logging.DEBUG):
        api.post(path, SENT)
        api.post(path, SENT)
        api.get(path, {"email": SENT["email"]})
    lines = [line for line in caplog.messages if "INSERT" not in line and "SELECT" not in line]
    assert not [line for line in lines if "john.doe" in line or "0555666" in line]
