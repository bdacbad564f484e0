"""Places: looked up, by their names and by what other systems call them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from geography.models import City, Country, District, Township
from omnitron.api.base.views import ApiViewSet
from omnitron.api.places import filters, serializers

if TYPE_CHECKING:
    from geography.models import Place
    from geography.querysets import PlaceQuerySet


class PlaceViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """Places of one kind, the same in every channel."""

    model: ClassVar[type[Place]]
    beside: ClassVar[tuple[str, ...]] = ()
    channel_lookup = ""

    def visible(self) -> PlaceQuerySet:
        """All of them for whoever may look orders up."""
        return self.model.objects.visible_to(self.user).select_related(*self.beside)


class CountryViewSet(PlaceViewSet):
    """`countries/`."""

    model = Country
    queryset = Country.objects.none()
    serializer_class = serializers.CountrySerializer
    filterset_class = filters.CountryFilter


class CityViewSet(PlaceViewSet):
    """`cities/`."""

    model = City
    queryset = City.objects.none()
    serializer_class = serializers.CitySerializer
    filterset_class = filters.CityFilter


class TownshipViewSet(PlaceViewSet):
    """`townships/`."""

    model = Township
    beside = ("city",)
    queryset = Township.objects.none()
    serializer_class = serializers.TownshipSerializer
    filterset_class = filters.TownshipFilter


class DistrictViewSet(PlaceViewSet):
    """`districts/`."""

    model = District
    beside = ("township__city",)
    queryset = District.objects.none()
    serializer_class = serializers.DistrictSerializer
    filterset_class = filters.DistrictFilter
