"""Taking orders in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.response import Response

from omnitron.api.base.views import ApiViewSet
from omnitron.api.intake.reading import in_words_of_client, read_orders
from omnitron.api.intake.serializers import CreateOrderSerializer
from omnitron.api.orders.reading import visible_orders
from omnitron.api.orders.serializers import OrderSerializer
from omnitron.core.errors import FieldsRefused
from orders.models import Order
from orders.services.placing.placing import MOST_AT_ONCE
from orders.services.placing.problems import OrdersRefused
from payments.services.taking_in import take_orders_in

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


def _one_or_many(name: str, serializer: Any) -> PolymorphicProxySerializer:
    return PolymorphicProxySerializer(
        component_name=name,
        serializers=[serializer, serializer(many=True)],
        resource_type_field_name=None,
        many=False,
    )


class CreateOrders(ApiViewSet):
    """`channel/{channel_id}/create_orders/`."""

    queryset = Order.objects.none()
    serializer_class = OrderSerializer

    def visible(self) -> QuerySet[Order]:
        """The orders of the person's sales channels."""
        return visible_orders(self.user)

    @extend_schema(
        request=_one_or_many("CreateOrders", CreateOrderSerializer),
        responses={201: _one_or_many("CreatedOrders", OrderSerializer)},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take an order in, or a list of up to 500: all of them or none."""
        several = isinstance(request.data, list)
        sent: list[Any] = list(request.data) if several else [request.data]
        if not 1 <= len(sent) <= MOST_AT_ONCE:
            told = _("Send an order, or a list of 1 to %(most)s orders.") % {"most": MOST_AT_ONCE}
            raise FieldsRefused({"non_field_errors": [told]})
        orders = read_orders(sent, several=several)
        try:
            keys = take_orders_in(actor=self.user, channel=self.own_channel.pk, orders=orders)
        except OrdersRefused as refused:
            raise in_words_of_client(refused, several=several) from None
        shown = self.get_serializer(self._placed(keys), many=True).data
        return Response(shown if several else shown[0], status=201)

    def _placed(self, keys: list[int]) -> list[Order]:
        """The orders as every list has them."""
        found = self.get_queryset().in_bulk(keys)
        return [found[key] for key in keys]
