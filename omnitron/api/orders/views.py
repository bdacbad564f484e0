"""Orders: looked up, and marked as reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from omnitron.api.base.views import ApiViewSet
from omnitron.api.cancellations.cancelling import CancelsOrders
from omnitron.api.integration.updates import Updates
from omnitron.api.orders.filters import OrderFilter
from omnitron.api.orders.reading import visible_orders
from omnitron.api.orders.serializers import OrderSerializer
from orders.models import Order, Revision
from orders.services.reporting import mark_reported

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class ReportedSerializer(serializers.Serializer[Any]):
    """What a client may change of an order."""

    is_send = serializers.BooleanField(required=False)


class _Orders(RetrieveModelMixin, ApiViewSet):
    queryset = Order.objects.none()
    serializer_class = OrderSerializer

    def visible(self) -> QuerySet[Order]:
        """The orders of the person's sales channels."""
        return visible_orders(self.user)


class OrderViewSet(CancelsOrders, ListModelMixin, _Orders):
    """`orders/`."""

    filterset_class = OrderFilter
    sorts: ClassVar[dict[str, str]] = {"id": "pk", "date_placed": "placed_at"}
    default_sort = "date_placed"

    @extend_schema(request=ReportedSerializer, responses=OrderSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say whether the ERP has the order; all else of it is not changed here."""
        order = self.get_object()
        given = ReportedSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        if "is_send" in given.validated_data:
            mark_reported(actor=self.user, number=order.number, **given.validated_data)
        return Response(self.get_serializer(self.get_object()).data)


class ChannelOrderViewSet(Updates, OrderViewSet):
    """`orders/` of a sales channel, with what it has not taken over yet."""

    update_kind = Revision.Kind.ORDER


class OrderByNumber(_Orders):
    """`order_number/`: one order by its number."""

    lookup_field = "number"
    # A number may hold a slash, and clients put it into the address as it is.
    lookup_value_converter = "path"
