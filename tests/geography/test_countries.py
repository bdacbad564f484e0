import pytest
from django_countries import countries

from geography.models import Country
from geography.services.countries import write_countries

pytestmark = pytest.mark.django_db


def test_every_country_is_there_after_a_migration():
    assert set(Country.objects.values_list("code", flat=True)) == set(dict(countries))
    assert Country.objects.get(code="TR").name == "Türkiye"
    assert not Country.objects.filter(is_active=False).exists()


def test_writing_them_again_keeps_keys_and_what_was_deactivated():
    before = list(Country.objects.order_by("pk").values_list("pk", "code", "name"))
    Country.objects.filter(code="KW").update(is_active=False)
    write_countries()
    assert list(Country.objects.order_by("pk").values_list("pk", "code", "name")) == before
    assert list(Country.objects.filter(is_active=False).values_list("code", flat=True)) == ["KW"]


def test_a_country_that_is_missing_comes_back_and_a_name_is_brought_up_to_date():
    Country.objects.filter(code="BR").delete()
    Country.objects.filter(code="TR").update(name="Turkey")
    write_countries()
    assert Country.objects.get(code="BR").name == "Brazil"
    assert Country.objects.get(code="TR").name == "Türkiye"
