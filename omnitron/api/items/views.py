"""Lines of orders: looked up, and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from omnitron.api.base.filters import KeyFilter, KeysFilter, StatusFilter
from omnitron.api.base.views import ApiViewSet
from omnitron.api.items.reading import with_what_is_shown
from omnitron.api.items.serializers import ItemChangeSerializer, OrderItemSerializer
from orders.models import OrderItem
from orders.services.changing_items import change_item

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class OrderItemFilter(django_filters.FilterSet):
    """The filters of `order_items/`."""

    order = KeyFilter(field_name="order_id")
    order__number = django_filters.CharFilter(max_length=128)
    status = StatusFilter()
    tracking_number = django_filters.CharFilter(max_length=128, method="by_number")
    invoice_number = django_filters.CharFilter(max_length=128, method="by_number")
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = OrderItem
        fields: tuple[str, ...] = ()

    def by_number(self, items: QuerySet[OrderItem], name: str, value: str) -> QuerySet[OrderItem]:
        """The comparison with the empty text repeats the condition of the column's index."""
        return items.filter(**{name: value, f"{name}__gt": ""})


class OrderItemViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`order_items/`."""

    queryset = OrderItem.objects.none()
    serializer_class = OrderItemSerializer
    filterset_class = OrderItemFilter
    channel_lookup = "order__channel"

    def visible(self) -> QuerySet[OrderItem]:
        """The lines of the orders of the person's sales channels."""
        return with_what_is_shown(OrderItem.objects.visible_to(self.user))

    @extend_schema(request=ItemChangeSerializer, responses=OrderItemSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change status, shipment and invoice of a line; what it says already is no change."""
        item = self.get_object()
        given = ItemChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        change_item(actor=self.user, item_id=item.pk, change=given.change())
        return Response(self.get_serializer(self.get_object()).data)
