"""`order_shipping_infos/`: by whom an order will travel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from omnitron.api.base.fields import KeyField, TextField
from omnitron.api.base.views import ApiViewSet
from omnitron.api.orders.reading import visible_orders
from omnitron.core.errors import FieldsRefused
from orders.models import Order, ShippingCompany
from orders.services.announcing_shipping import announce_shipping
from orders.services.reporting import mark_reported

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


@extend_schema_field(
    {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "object"}], "example": "yurtici"}
)
class CargoField(serializers.Field):  # type: ignore[type-arg]
    """A company by its key, by its code, or as `cargos/` shows it."""

    def to_internal_value(self, data: Any) -> ShippingCompany:
        """The company."""
        if isinstance(data, dict):
            data = data.get("pk", data.get("shipping_company", data.get("erp_code")))
        companies = ShippingCompany.objects
        found = None
        if isinstance(data, str):
            text = serializers.CharField().run_validation(data)
            found = companies.filter(code=text).first()
        elif isinstance(data, int) and not isinstance(data, bool):
            found = companies.filter(pk=KeyField().run_validation(data)).first()
        if found is None:
            raise serializers.ValidationError(
                _("There is no such shipping company: give a key or a code that cargos/ has.")
            )
        return found

    def to_representation(self, value: ShippingCompany) -> str:
        """Its code."""
        return value.code


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
