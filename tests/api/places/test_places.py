"""A client finds places as channel-app asks for them."""

import pytest

from geography.models import City, Country, PlaceMapping, Township
from tests.api.clients import client_of
from tests.factories import CityFactory, DistrictFactory, TownshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moda():
    return DistrictFactory()


@pytest.fixture
def find(api, channel):
    """The keys that a list of a channel gives."""

    def find(resource, **params):
        answer = api.get(f"/api/v1/channel/{channel.pk}/{resource}/", {"page": 1, **params})
        assert answer.status_code == 200
        return [each["pk"] for each in answer.json()["results"]]

    return find


@pytest.mark.parametrize("code", ["TR", "tr", "Tr"])
def test_a_country_is_found_by_its_code(find, code):
    turkey = Country.objects.get(code="TR")
    assert find("countries", code__exact=code, is_active=True) == [turkey.pk]


def test_a_country_is_found_by_its_name(find):
    turkey = Country.objects.get(code="TR")
    assert find("countries", name__exact="Türkiye", is_active=True) == [turkey.pk]
    assert find("countries", name__exact="türkiye") == []


@pytest.mark.parametrize("name", ["İstanbul", "Istanbul", "İSTANBUL", "ISTANBUL", "istanbul"])
def test_a_city_is_found_in_any_letters(find, moda, name):
    city = moda.township.city
    CityFactory(name="İzmir")
    assert find("cities", name__iexact=name, country=city.country_id, is_active=True) == [city.pk]


def test_a_city_of_another_country_is_not_it(find, moda):
    brazil = Country.objects.get(code="BR")
    assert find("cities", name__iexact="İstanbul", country=brazil.pk) == []


def test_a_township_and_a_district_are_found_within_what_they_lie_in(find, moda):
    township, city = moda.township, moda.township.city
    elsewhere = TownshipFactory(city=CityFactory(name="İzmir"))
    DistrictFactory(township=elsewhere)
    within = {"country": city.country_id, "city": city.pk, "is_active": True}

    assert find("townships", name__iexact="KADIKÖY", **within) == [township.pk]
    found = find("districts", name__exact="Moda", township=township.pk, **within)
    assert found == [moda.pk]
    assert find("districts", name__exact="moda", township=township.pk, **within) == []


def test_what_was_deactivated_is_left_out_where_that_is_asked(find, moda):
    City.objects.update(is_active=False)
    assert find("cities", name__iexact="İstanbul", is_active=True) == []
    assert find("cities", name__iexact="İstanbul") == [moda.township.city_id]


def test_a_place_is_found_by_what_the_channel_calls_it(find, channel, moda):
    code = f"{channel.pk}_34"
    PlaceMapping.objects.create(
        kind="township", place_id=moda.township_id, integration_type="sales_channel", code=code
    )
    TownshipFactory(city=moda.township.city, name="Beşiktaş")
    asked = {"mapping__code__exact": code, "mapping__integration_type": "sales_channel"}

    assert find("townships", **asked, city=moda.township.city_id) == [moda.township_id]
    assert find("townships", mapping__integration_type="sales_channel") == [moda.township_id]
    assert find("townships", **{**asked, "mapping__integration_type": "erp"}) == []
    assert find("townships", **{**asked, "mapping__code__exact": "9_34"}) == []
    assert find("cities", **asked) == []


def test_several_are_found_by_their_keys(find, moda):
    other = CityFactory(name="İzmir")
    CityFactory(name="Bursa")
    keys = [moda.township.city_id, other.pk]
    assert find("cities", pk__in=",".join(map(str, keys))) == keys


def test_a_place_says_what_it_lies_in(api, channel, moda):
    city = moda.township.city
    base = f"/api/v1/channel/{channel.pk}"
    assert api.get(f"{base}/districts/{moda.pk}/").json() == {
        "pk": moda.pk,
        "name": "Moda",
        "code": "",
        "is_active": True,
        "township": moda.township_id,
        "city": city.pk,
        "country": city.country_id,
    }
    township = api.get(f"{base}/townships/{moda.township_id}/").json()
    assert (township["city"], township["country"]) == (city.pk, city.country_id)
    assert api.get(f"{base}/cities/{city.pk}/").json()["country"] == city.country_id
    assert api.get(f"{base}/countries/{city.country_id}/").json()["code"] == "TR"


def test_they_are_there_without_a_channel_too(api, moda):
    answer = api.get("/api/v1/districts/", {"name__exact": "Moda"})
    assert [each["pk"] for each in answer.json()["results"]] == [moda.pk]


@pytest.mark.parametrize("resource", ["countries", "cities", "townships", "districts"])
def test_a_strangers_channel_has_none_and_nobody_changes_them(
    api, stranger, channel, moda, resource
):
    path = f"/api/v1/channel/{channel.pk}/{resource}/"
    assert stranger.get(path).status_code == 404
    assert api.post(path, {"name": "Other"}).status_code == 405


def test_who_may_not_look_orders_up_sees_no_place(moda):
    seller = client_of(UserFactory(role="Seller"))
    assert seller.get("/api/v1/cities/").json()["results"] == []


@pytest.mark.parametrize(
    ("param", "value"),
    [
        ("country", "x"),
        ("country", 2**64),
        ("is_active", "maybe"),
        ("name__iexact", "x" * 129),
        ("name__iexact", "a\0b"),
        ("pk__in", "1,x"),
    ],
)
def test_nonsense_is_told_at_its_filter(api, channel, param, value):
    answer = api.get(f"/api/v1/channel/{channel.pk}/cities/", {param: value})
    assert answer.status_code == 400
    assert set(answer.json()) == {param, "code"}


@pytest.mark.parametrize("rows", [3, 33])
def test_a_list_takes_the_same_queries_whatever_its_size(
    api, channel, moda, rows, django_assert_max_num_queries
):
    Township.objects.bulk_create(
        Township(city=moda.township.city, name=f"Township {number}") for number in range(rows)
    )
    with django_assert_max_num_queries(9):
        found = api.get(f"/api/v1/channel/{channel.pk}/townships/", {"limit": 50}).json()
    assert len(found["results"]) == rows + 1
