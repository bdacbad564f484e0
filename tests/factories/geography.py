"""Places; the countries are there already."""

import factory
from factory.django import DjangoModelFactory

from geography.models import City, Country, District, Township


class CityFactory(DjangoModelFactory):
    class Meta:
        model = City

    country = factory.LazyFunction(lambda: Country.objects.get(code="TR"))
    name = "İstanbul"


class TownshipFactory(DjangoModelFactory):
    class Meta:
        model = Township

    city = factory.SubFactory(CityFactory)
    name = "Kadıköy"


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = District

    township = factory.SubFactory(TownshipFactory)
    name = "Moda"
