import pytest
from django.core.management import CommandError, call_command

from geography.models import City, Country, District, PlaceMapping, Township
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path, capsys):
    def load(text, encoding="utf-8"):
        file = tmp_path / "places.csv"
        file.write_bytes(text.encode(encoding))
        call_command("load_places", str(file))
        return capsys.readouterr().out.strip()

    return load


@pytest.fixture
def refused(load):
    def refused(text, **options):
        with pytest.raises(CommandError) as error:
            load(text, **options)
        assert not City.objects.exists()
        return str(error.value).removeprefix("Nothing was taken in.\n")

    return refused


PLACES = """country,city,township,district,mapping_code
TR,İstanbul,Kadıköy,Moda,3_71387
TR,İstanbul,Kadıköy,Fenerbahçe,
tr,İstanbul,Beşiktaş,,
Türkiye,İstanbul,,,3_34
TR,İzmir,,,
"""


def test_places_are_added_below_each_other(load):
    assert load(PLACES) == "6 new places, 2 new mappings."
    moda = District.objects.get(name="Moda")
    assert (moda.township.name, moda.township.city.name) == ("Kadıköy", "İstanbul")
    assert moda.township.city.country == Country.objects.get(code="TR")
    assert set(City.objects.values_list("name", flat=True)) == {"İstanbul", "İzmir"}
    assert set(Township.objects.values_list("name", flat=True)) == {"Kadıköy", "Beşiktaş"}
    assert set(District.objects.values_list("name", flat=True)) == {"Moda", "Fenerbahçe"}


def test_a_mapping_is_of_the_lowest_place_of_its_line(load):
    load(PLACES)
    assert set(
        PlaceMapping.objects.values_list("kind", "place_id", "integration_type", "code")
    ) == {
        ("district", District.objects.get(name="Moda").pk, "sales_channel", "3_71387"),
        ("city", City.objects.get(name="İstanbul").pk, "sales_channel", "3_34"),
    }


def test_a_file_may_be_loaded_again(load):
    load(PLACES)
    keys = set(District.objects.values_list("pk", "name"))
    Township.objects.filter(name="Beşiktaş").update(is_active=False)
    assert load(PLACES) == "0 new places, 0 new mappings."
    assert set(District.objects.values_list("pk", "name")) == keys
    assert Township.objects.get(name="Beşiktaş").is_active is False


def test_a_later_file_corrects_a_mapping(load):
    load(PLACES)
    assert load("country,city,mapping_code\nTR,İzmir,3_34\n") == "0 new places, 1 new mappings."
    assert City.objects.mapped(code="3_34").get().name == "İzmir"


def test_a_code_is_that_of_the_lowest_place(load):
    load("country,city,township,code\nTR,İzmir,Konak,3507\nTR,İzmir,,35\n")
    assert City.objects.get().code == "35"
    assert Township.objects.get().code == "3507"


def test_an_integration_type_can_be_given(load):
    load("country,city,mapping_code,integration_type\nTR,İzmir,X1,erp\n")
    assert PlaceMapping.objects.get().integration_type == "erp"


def test_a_city_of_the_same_name_elsewhere_is_another_one(load):
    city = CityFactory(country=Country.objects.get(code="GB"), name="İzmir")
    load("country,city\nTR,İzmir\n")
    assert City.objects.exclude(pk=city.pk).get().country.code == "TR"


def test_a_byte_order_mark_and_spaces_around_names_are_read_past(load):
    load("country,city\nTR,  Afyon   Karahisar \n\n", encoding="utf-8-sig")
    assert City.objects.get().name == "Afyon Karahisar"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Line 1: the file is empty."),
        ("city\nİzmir\n", "Line 1: the header has no column country"),
        ("country,town\nTR,İzmir\n", "Line 1: there is no column “town”"),
        ("country,city,city\nTR,İzmir,Konak\n", "Line 1: the column city is there twice."),
        ("country,city\nTR,İzmir\n,Konak\n", "Line 3: it has no country."),
        ("country,city\nTR,İzmir\nTRX,Konak\n", "Line 3: there is no country “TRX”"),
        ("country,township\nTR,Konak\n", "Line 2: it has a township without a city."),
        (
            "country,city,township,district\nTR,İzmir,,Alsancak\n",
            "Line 2: it has a district without a township.",
        ),
        ("country,city\nTR,İzmir,Konak\n", "Line 2: it has more cells than the header"),
        (f"country,city\nTR,{'K' * 129}\n", "Line 2: its city is longer than 128 characters."),
        (
            "country,city,integration_type\nTR,İzmir,erp\n",
            "Line 2: it has an integration_type without a mapping_code.",
        ),
        (
            "country,city,mapping_code\nTR,İzmir,3_35\nTR,Bursa,3_35\n",
            "Line 3: “3_35” stands for another place in line 2.",
        ),
        ("country,city\nTR,\0\n", "Line 2: "),
        ('country,city\nTR,"İzmir\n', "Line "),
    ],
)
def test_what_is_wrong_is_told_by_line_and_nothing_is_written(refused, text, told):
    assert told in refused(text)


def test_all_lines_that_are_wrong_are_told_at_once_twenty_of_them_in_words(refused):
    told = refused("country,city\n" + "XX,İzmir\n" * 30).splitlines()
    assert told[0] == "Line 2: there is no country “XX”: give its ISO code."
    assert (len(told), told[-1]) == (21, "(10 more)")


def test_a_file_in_another_encoding_is_refused(refused):
    assert "is not in UTF-8" in refused("country,city\nTR,İzmir\n", encoding="cp1254")


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_places", "/nowhere/places.csv")


def test_a_load_takes_the_same_number_of_queries_whatever_its_size(load, django_assert_num_queries):
    with django_assert_num_queries(21):
        load(PLACES)
    lines = "".join(f"TR,City {n},Township,District,3_{n}\n" for n in range(300))
    with django_assert_num_queries(21):
        load("country,city,township,district,mapping_code\n" + lines)
    assert District.objects.filter(name="District").count() == 300
