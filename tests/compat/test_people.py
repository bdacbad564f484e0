"""channel-app finds or creates the customer of an order, and their addresses."""

import pytest

from geography.models import City
from orders.models import Address, Customer
from tests.factories import CustomerFactory

pytestmark = pytest.mark.long

DENIZ = {
    "email": "deniz@example.com",
    "first_name": "Deniz",
    "last_name": "Yılmaz",
    "channel_code": "C-1",
    "phone_number": "05321234567",
}
HOME = {
    "email": "deniz@example.com",
    "phone_number": "05321234567",
    "first_name": "Deniz",
    "last_name": "Yılmaz",
    "country": "TR",
    "city": "istanbul",
    "township": "KADIKÖY",
    "district": "Moda",
    "line": "Hemen sahil kenarı 3",
    "title": "Ev",
}


def posts(shop):
    return [
        answer["status"]
        for answer in shop.server.answers()
        if answer["method"] in ("POST", "PATCH")
    ]


def test_a_customer_who_is_new_is_created(shop):
    customer = shop.run("people", "customer", **DENIZ, extra_field={"vip": True})

    row = Customer.objects.get()
    assert row.channel == shop.channel
    assert (row.email, row.first_name, row.last_name) == ("deniz@example.com", "Deniz", "Yılmaz")
    assert (row.channel_code, row.is_active) == ("C-1", True)
    assert customer["pk"] == row.pk
    assert customer["extra_field"] == {"vip": True}


def test_a_customer_who_is_there_is_found_again(shop):
    first = shop.run("people", "customer", **DENIZ)

    assert shop.run("people", "customer", **DENIZ) == first
    assert Customer.objects.count() == 1
    # Nobody is changed.
    assert posts(shop) == [201]


def test_a_customer_of_another_channel_is_another_one(shop):
    CustomerFactory(email="deniz@example.com")

    customer = shop.run("people", "customer", **DENIZ)

    assert Customer.objects.get(channel=shop.channel).pk == customer["pk"]


def test_a_customer_who_has_changed_is_changed(shop):
    first = shop.run("people", "customer", **DENIZ)

    second = shop.run("people", "customer", **DENIZ | {"last_name": "Demir"})

    assert second["last_name"] == "Demir"
    assert {**second, "last_name": "Yılmaz", "modified_date": ""} == {**first, "modified_date": ""}
    assert Customer.objects.get().last_name == "Demir"


def test_a_customer_is_found_by_phone(shop):
    customer = shop.run("people", "customer", **DENIZ)
    shop.run(
        "people",
        "customer",
        **DENIZ | {"email": "b@example.com", "channel_code": "C-2", "phone_number": None},
    )

    assert shop.run("people", "find", phone_number=customer["phone_number"]) == [customer]
    assert shop.run("people", "find", phone_number="05320000000") == []


def test_an_address_points_to_its_places(shop, moda):
    (address,) = shop.run("people", "addresses", customer=DENIZ, addresses=[HOME])

    row = Address.objects.get()
    assert (row.line, row.customer.email) == ("Hemen sahil kenarı 3", "deniz@example.com")
    assert address["pk"] == row.pk
    assert (address["country"], address["city"]) == (moda.country, moda.city)
    assert (address["township"], address["district"]) == (moda.township, moda.district)


def test_the_same_address_is_found_again_by_its_hash(shop, moda):
    first, second, third = shop.run(
        "people", "addresses", customer=DENIZ, addresses=[HOME, HOME, HOME | {"line": "Başka 5"}]
    )

    assert first == second
    assert third["pk"] != first["pk"]
    assert len(first["hash_data"]) == 32
    assert Address.objects.count() == 2
    assert posts(shop) == [201, 201, 400, 201]


@pytest.mark.parametrize(
    "names",
    [
        ("TR", "İstanbul", "Kadıköy", "Moda"),
        ("Türkiye", "İSTANBUL", "kadıköy", "Moda"),
        # What the shop calls them.
        ("TUR", "34", "KDK", "Moda"),
    ],
)
def test_a_place_is_found_by_code_name_and_mapping(shop, moda, names):
    moda.map(country="TUR", city="34", township="KDK")

    assert shop.run("people", "places", asked=[names]) == [
        [moda.country, moda.city, moda.township, moda.district]
    ]


def test_places_above_are_enough(shop, moda):
    asked = [("TR", "İstanbul"), ("TR", "İstanbul", "Kadıköy")]

    assert shop.run("people", "places", asked=asked) == [
        [moda.country, moda.city, None, None],
        [moda.country, moda.city, moda.township, None],
    ]


def test_a_mapping_of_another_channel_does_not_count(shop, moda):
    moda.map(channel_pk=shop.channel.pk + 1, city="34")

    (refused,) = shop.run("people", "places", asked=[("TR", "34")])

    assert refused["type"] == "CityException"
    assert refused["params"]["remote_code"] == f"{shop.channel.pk}_34"


def test_a_place_that_is_not_used_any_more_is_not_found(shop, moda):
    City.objects.update(is_active=False)

    (refused,) = shop.run("people", "places", asked=[("TR", "İstanbul")])

    assert refused["type"] == "CityException"
