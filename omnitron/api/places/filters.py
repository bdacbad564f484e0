"""Which places a client asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters

from geography.models import LONGEST_NAME
from omnitron.api.base.filters import KeyFilter, KeysFilter, YesNoFilter

if TYPE_CHECKING:
    from geography.querysets import PlaceQuerySet


class PlaceFilter(django_filters.FilterSet):
    """The filters of all places."""

    code__exact = django_filters.CharFilter(max_length=64, method="by_code")
    name__exact = django_filters.CharFilter(max_length=LONGEST_NAME, method="by_name")
    name__iexact = django_filters.CharFilter(max_length=LONGEST_NAME, method="by_folded_name")
    is_active = YesNoFilter()
    mapping__code__exact = django_filters.CharFilter(max_length=256, method="by_mapping")
    mapping__integration_type = django_filters.CharFilter(max_length=32, method="by_type")
    pk__in = KeysFilter(field_name="id")

    def by_code(self, places: PlaceQuerySet, name: str, value: str) -> PlaceQuerySet:
        """Letter by letter."""
        return places.filter(code=value)

    def by_name(self, places: PlaceQuerySet, name: str, value: str) -> PlaceQuerySet:
        """Letter by letter."""
        return places.named(value)

    def by_folded_name(self, places: PlaceQuerySet, name: str, value: str) -> PlaceQuerySet:
        """In any letters."""
        return places.alike(value)

    def by_mapping(self, places: PlaceQuerySet, name: str, value: str) -> PlaceQuerySet:
        """By another system's code, of the kind of systems that was said beside it."""
        beside: dict[str, Any] = self.form.cleaned_data
        kind = beside["mapping__integration_type"] or None
        return places.mapped(code=value, integration_type=kind)

    def by_type(self, places: PlaceQuerySet, name: str, value: str) -> PlaceQuerySet:
        """Those that a kind of systems knows; with a code beside, that asks for both."""
        if self.form.cleaned_data["mapping__code__exact"]:
            return places
        return places.mapped(integration_type=value)


class CountryFilter(PlaceFilter):
    """The filters of `countries/`."""

    def by_code(self, places: PlaceQuerySet, name: str, value: str) -> PlaceQuerySet:
        """ISO writes codes in capitals, shops in any letters."""
        return places.filter(code=value.upper())


class CityFilter(PlaceFilter):
    """The filters of `cities/`."""

    country = KeyFilter(field_name="country_id")


class TownshipFilter(PlaceFilter):
    """The filters of `townships/`."""

    country = KeyFilter(field_name="city__country_id")
    city = KeyFilter(field_name="city_id")


class DistrictFilter(PlaceFilter):
    """The filters of `districts/`."""

    country = KeyFilter(field_name="township__city__country_id")
    city = KeyFilter(field_name="township__city_id")
    township = KeyFilter(field_name="township_id")
