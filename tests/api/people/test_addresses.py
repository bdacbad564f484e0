"""A client adds addresses of customers, and finds the one that is there already."""

import pytest

from geography.models import Country
from orders.models import Address
from tests.api.clients import client_of
from tests.factories import AddressFactory, CustomerFactory, DistrictFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(channel):
    return f"/api/v1/channel/{channel.pk}/addresses/"


@pytest.fixture
def customer(channel):
    return CustomerFactory(channel=channel)


@pytest.fixture
def moda(db):
    return DistrictFactory()


@pytest.fixture
def sent(customer, moda):
    """As channel-app sends it."""
    city = moda.township.city
    return {
        "email": "john.doe@akinon.com",
        "phone_number": "05556667788",
        "first_name": "John",
        "last_name": "Doe",
        "customer": customer.pk,
        "country": city.country_id,
        "city": city.pk,
        "township": moda.township_id,
        "district": moda.pk,
        "title": "COMM-876",
        "line": "Hemen sahil kenarı",
        "postcode": "34710",
        "notes": "Zil bozuk",
        "company_name": "Çınar Mobilya",
        "tax_office": "Kadıköy",
        "tax_no": "1234567890",
        "e_bill_taxpayer": True,
        "remote_id": "R-7",
        "identity_number": "12345678901",
        "extra_field": {"floor": 3},
    }


def test_what_was_sent_stands_in_the_answer_and_is_read_again(api, path, sent):
    answer = api.post(path, sent)

    assert answer.status_code == 201
    shown = answer.json()
    assert {name: shown[name] for name in sent} == sent
    assert (shown["country_code"], shown["city_name"]) == ("TR", "İstanbul")
    assert (shown["township_name"], shown["district_name"]) == ("Kadıköy", "Moda")
    assert (shown["address_type"], shown["is_active"]) == ("customer", True)
    assert len(shown["hash_data"]) == 32
    assert api.get(f"{path}{shown['pk']}/").json() == shown


def test_nothing_is_the_empty_text_and_what_is_unknown_is_ignored(api, path, sent):
    nothing = ("title", "postcode", "notes", "company_name", "tax_office", "tax_no", "remote_id")
    given = sent | dict.fromkeys((*nothing, "identity_number", "township", "district"))
    answer = api.post(path, {**given, "retail_store": None, "address_type": None, "unknown": 1})

    assert answer.status_code == 201
    address = Address.objects.get()
    assert {getattr(address, name) for name in nothing} == {""}
    assert (address.township, address.place_township, address.address_type) == (
        "",
        None,
        "customer",
    )


def test_an_address_that_is_there_already_is_declined_with_a_text_that_finds_it(api, path, sent):
    first = api.post(path, sent).json()
    answer = api.post(path, sent)

    assert answer.status_code == 400
    text = answer.json()["non_field_errors"]
    assert isinstance(text, str)
    # As channel-app reads it.
    name, hash_data = text.split()[0].split(":")
    assert (name, hash_data) == ("hash_data", first["hash_data"])
    found = api.get(path, {"hash_data": hash_data}).json()["results"]
    assert [each["pk"] for each in found] == [first["pk"]]
    assert Address.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("email", 254),
        ("phone_number", 64),
        ("first_name", 255),
        ("last_name", 255),
        ("title", 128),
        ("line", 1000),
        ("postcode", 64),
        ("notes", 512),
        ("company_name", 255),
        ("tax_office", 128),
        ("tax_no", 64),
        ("identity_number", 64),
        ("remote_id", 128),
    ],
)
def test_a_text_that_is_too_long_is_told_with_the_most_that_fits(api, path, sent, field, most):
    given = "x" * most + ("@example.com" if field == "email" else "x")
    answer = api.post(path, {**sent, field: given})

    assert answer.status_code == 400
    assert str(most) in answer.json()[field][0]
    assert not Address.objects.exists()


@pytest.mark.parametrize("field", ["customer", "country", "city", "line"])
def test_what_has_to_be_there_is_told(api, path, sent, field):
    answer = api.post(path, {name: value for name, value in sent.items() if name != field})

    assert answer.status_code == 400
    assert set(answer.json()) == {field, "code"}


@pytest.mark.parametrize("field", ["customer", "country", "city", "township", "district"])
@pytest.mark.parametrize("value", [0, 2**63, -1, 10**30, "x", [], True, 1.5])
def test_a_key_that_is_none_is_told_at_its_field(api, path, sent, field, value):
    answer = api.post(path, {**sent, field: value})

    assert answer.status_code == 400
    assert set(answer.json()) == {field, "code"}


def test_a_customer_of_another_channel_is_told_at_the_field(api, path, sent):
    answer = api.post(path, {**sent, "customer": CustomerFactory().pk})

    assert answer.status_code == 400
    assert answer.json()["customer"] == ["This channel has no such customer."]


def test_an_address_without_keys_says_its_country_by_the_code(api, path, customer):
    address = AddressFactory(customer=customer, country="BR", city="Belo Horizonte")
    shown = api.get(f"{path}{address.pk}/").json()
    assert shown["country"] == Country.objects.get(code="BR").pk
    assert (shown["city"], shown["township"], shown["district"]) == (None, None, None)
    assert (shown["country_code"], shown["city_name"]) == ("BR", "Belo Horizonte")


def test_those_of_a_customer_are_found(api, path, customer, channel):
    address = AddressFactory(customer=customer)
    AddressFactory(customer=CustomerFactory(channel=channel))
    found = api.get(path, {"customer": customer.pk}).json()["results"]
    assert [each["pk"] for each in found] == [address.pk]


def test_a_stranger_finds_no_channel_and_no_address(stranger, path, sent, customer):
    address = AddressFactory(customer=customer)
    for answer in (
        stranger.get(path),
        stranger.post(path, sent),
        stranger.get(f"{path}{address.pk}/"),
    ):
        assert answer.status_code == 404


def test_an_address_of_another_channel_is_not_found_in_this_one(channel, path):
    other = AddressFactory(hash_data="0cc175b9c0f1b6a831c399e269772661")
    of_both = UserFactory(role="API client", channels=[channel, other.customer.channel])
    api = client_of(of_both)
    assert api.get(f"{path}{other.pk}/").status_code == 404
    assert api.get(path, {"hash_data": other.hash_data}).json()["results"] == []


def test_an_address_is_never_changed(api, path, customer):
    address = AddressFactory(customer=customer)
    assert api.patch(f"{path}{address.pk}/", {"line": "Other"}).status_code == 405


def test_without_the_permission_nothing_is_added(channel, path, sent):
    support = client_of(UserFactory(role="Support", channels=[channel]))
    assert support.post(path, sent).status_code == 403


@pytest.mark.parametrize("rows", [3, 33])
def test_a_list_takes_the_same_queries_whatever_its_size(
    api, path, customer, rows, django_assert_max_num_queries
):
    AddressFactory.create_batch(rows, customer=customer)
    with django_assert_max_num_queries(9):
        assert len(api.get(path, {"limit": 50}).json()["results"]) == rows
