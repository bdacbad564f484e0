"""Products: looked up, added and changed; they are the same in every channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from catalog.models import Product
from catalog.services.products import change_product, create_product
from omnitron.api.base.filters import KeysFilter, TextsFilter, YesNoFilter
from omnitron.api.base.views import ApiViewSet
from omnitron.api.products.serializers import ProductSerializer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class ProductFilter(django_filters.FilterSet):
    """The filters of `products/`."""

    sku = django_filters.CharFilter(max_length=128)
    sku__in = TextsFilter(field_name="sku")
    name = django_filters.CharFilter(max_length=255)
    is_active = YesNoFilter()
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()


class ProductViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`products/`."""

    queryset = Product.objects.none()
    serializer_class = ProductSerializer
    filterset_class = ProductFilter
    channel_lookup = ""

    def visible(self) -> QuerySet[Product]:
        """All of them for whoever may look orders up."""
        return Product.objects.visible_to(self.user)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a product; its SKU is used once."""
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        product = create_product(actor=self.user, **given.validated_data)
        return Response(self.get_serializer(product).data, status=201)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is given; lines of orders keep what they had."""
        found = self.get_object()
        given = self.get_serializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        product = change_product(actor=self.user, pk=found.pk, **given.validated_data)
        return Response(self.get_serializer(product).data)
