"""`order_shipping_infos/`: by whom an order will travel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from omnitron.api.base.fields import KeyField, TextField
from omnitron.api.base.views import ApiViewSet
from omnitron.api.orders.reading import visible_orders
from omnitron.api.shipping.fields import CargoField
from omnitron.core.errors import FieldsRefused
from orders.models import Order
from orders.services.announcing_shipping import announce_shipping
from orders.services.reporting import mark_reported

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class ShippingInfoSerializer(serializers.Serializer[Any]):
    """An order and who will carry it; with `is_send` the order counts as reported."""

    order = KeyField()
    order_number = TextField(max_length=128)
    shipping_company = CargoField()
    is_send = serializers.BooleanField(required=False, default=False)


class ShippingInfoViewSet(ApiViewSet):
    """`order_shipping_infos/`."""

    queryset = Order.objects.none()
    serializer_class = ShippingInfoSerializer

    def visible(self) -> QuerySet[Order]:
        """The orders of the person's sales channels."""
        return visible_orders(self.user)

    @extend_schema(request=ShippingInfoSerializer, responses={201: ShippingInfoSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Name the company for all lines of an order that have not left; safe to repeat."""
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        order = self.get_queryset().filter(pk=told["order"]).first()
        if order is None or told.get("order_number") not in (None, "", order.number):
            text = _("There is no such order: give the key and the number of one order.")
            raise FieldsRefused({"order": [text]}, code="does_not_exist")
        with transaction.atomic():
            announce_shipping(
                actor=self.user, number=order.number, company=told["shipping_company"]
            )
            if told["is_send"]:
                mark_reported(actor=self.user, number=order.number, is_send=True)
        answer = {**told, "order_number": order.number}
        return Response(self.get_serializer(answer).data, status=201)
