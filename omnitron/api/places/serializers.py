"""Places as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class PlaceSerializer(serializers.Serializer[Any]):
    """What all places have."""

    pk = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    is_active = serializers.BooleanField(read_only=True)


class CountrySerializer(PlaceSerializer):
    """A country; its code is that of ISO 3166-1."""


class CitySerializer(PlaceSerializer):
    """A city of a country."""

    country = serializers.IntegerField(source="country_id", read_only=True)


class TownshipSerializer(PlaceSerializer):
    """A township of a city."""

    city = serializers.IntegerField(source="city_id", read_only=True)
    country = serializers.IntegerField(source="city.country_id", read_only=True)


class DistrictSerializer(PlaceSerializer):
    """A district of a township."""

    township = serializers.IntegerField(source="township_id", read_only=True)
    city = serializers.IntegerField(source="township.city_id", read_only=True)
    country = serializers.IntegerField(source="township.city.country_id", read_only=True)
