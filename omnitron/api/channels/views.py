"""Sales channels, their catalogs and shipping companies: looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_filters
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from omnitron.api.base.filters import KeysFilter, YesNoFilter
from omnitron.api.base.views import ApiViewSet
from omnitron.api.channels.serializers import (
    CargoSerializer,
    CatalogSerializer,
    ChannelSerializer,
)
from orders.models import SalesChannel, ShippingCompany

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ChannelFilter(django_filters.FilterSet):
    """The filters of `channels/` and `catalogs/`."""

    name = django_filters.CharFilter(max_length=100)
    channel_type = django_filters.CharFilter(max_length=20)
    is_active = YesNoFilter()
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = SalesChannel
        fields: tuple[str, ...] = ()


class _Channels(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    queryset = SalesChannel.objects.none()
    filterset_class = ChannelFilter

    def visible(self) -> QuerySet[SalesChannel]:
        """The person's sales channels."""
        return SalesChannel.objects.visible_to(self.user)


class ChannelViewSet(_Channels):
    """`channels/`."""

    serializer_class = ChannelSerializer


class CatalogViewSet(_Channels):
    """`catalogs/`: one for each sales channel, by the same key."""

    serializer_class = CatalogSerializer


class CargoFilter(django_filters.FilterSet):
    """The filters of `cargos/`."""

    erp_code = django_filters.CharFilter(field_name="code", max_length=64)
    shipping_company = django_filters.CharFilter(field_name="code", max_length=64)
    name = django_filters.CharFilter(max_length=100)
    is_active = YesNoFilter()
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = ShippingCompany
        fields: tuple[str, ...] = ()


class CargoViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`channel/{channel_id}/cargos/`: the same companies for every channel."""

    queryset = ShippingCompany.objects.none()
    serializer_class = CargoSerializer
    filterset_class = CargoFilter
    channel_lookup = ""

    def visible(self) -> QuerySet[ShippingCompany]:
        """All of them: orders keep naming what is not offered any more."""
        return ShippingCompany.objects.all()
