import pytest
from django.db import IntegrityError, connection, transaction

from geography.models import City, Country, District, PlaceMapping
from tests.factories import CityFactory, DistrictFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["İstanbul", "Istanbul", "ISTANBUL", "istanbul", "İSTANBUL"])
def test_a_name_is_found_in_any_letters(asked):
    city = CityFactory(name="İstanbul")
    CityFactory(name="İzmir")
    assert City.objects.alike(asked).get() == city


def test_an_exact_name_is_just_that():
    city = CityFactory(name="İstanbul")
    CityFactory(name="ISTANBUL")
    assert City.objects.named("İstanbul").get() == city
    assert not City.objects.named("istanbul").exists()


def test_a_name_leads_to_places_by_an_index():
    """Without one, a sorted list of all districts of a country is read for each address."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for rows in (District.objects.alike("Moda"), District.objects.named("Moda")):
        assert "district_by_folded_name" in rows.explain()


def test_a_mapping_leads_to_a_place_of_its_kind_alone():
    city = CityFactory()
    PlaceMapping.objects.create(
        kind="city", place_id=city.pk, integration_type="sales_channel", code="3_34"
    )
    found = {"code": "3_34", "integration_type": "sales_channel"}
    assert City.objects.mapped(**found).get() == city
    assert not Country.objects.mapped(**found).exists()
    assert not City.objects.mapped(code="3_34", integration_type="erp").exists()
    assert not City.objects.mapped(code="4_34").exists()


def test_a_code_stands_for_one_place_of_a_kind():
    district = DistrictFactory()
    given = {"place_id": district.pk, "integration_type": "sales_channel", "code": "3_34"}
    PlaceMapping.objects.create(kind="district", **given)
    PlaceMapping.objects.create(kind="city", **given)
    with pytest.raises(IntegrityError, match="one_place_per_code"), transaction.atomic():
        PlaceMapping.objects.create(kind="city", **given)
