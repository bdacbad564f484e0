"""`orders/{pk}/cancel/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from cancellations.planning.asked_of_order import AskedOfOrder
from cancellations.planning.objections import About
from cancellations.services.cancelling_orders import cancel_order
from omnitron.api.base.fields import KeyField, TextField
from omnitron.api.cancellations.refusing import under_fields
from omnitron.api.orders.serializers import OrderSerializer
from omnitron.core.errors import FieldsRefused

if TYPE_CHECKING:
    from rest_framework.request import Request

MOST_LINES = 1_000
_FIELDS = {
    About.HOLDER: "holder_names",
    About.IBAN: "ibans",
    About.NOTE: "note",
    About.REASON: "reasons",
}


class _ByLine(serializers.DictField):
    """Values under the keys of lines; null says nothing, of all lines or of one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, required=False, **kwargs)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """What was said."""
        if isinstance(data, dict):
            data = {key: value for key, value in data.items() if value is not None}
        return super().to_internal_value(data)


@extend_schema_field({"type": "boolean", "nullable": True, "enum": [False, None]})
class _NeverField(serializers.Field):  # type: ignore[type-arg]
    """What can be asked for elsewhere and not here."""

    def to_internal_value(self, data: Any) -> bool:
        """False; raises `ValidationError` for anything that asks for it."""
        if data is not False:
            told = _("Amounts follow the rules of the sales channel: send null or false.")
            raise serializers.ValidationError(told)
        return False


class CancelSerializer(serializers.Serializer[Any]):
    """What a client asks for of an order."""

    order = KeyField(required=False, allow_null=True)
    is_all = serializers.BooleanField(required=False, allow_null=True)
    cancel_items = serializers.ListField(
        child=KeyField(), max_length=MOST_LINES, required=False, allow_null=True
    )
    reasons = _ByLine(child=KeyField())
    is_cargo_refund = serializers.BooleanField(required=False, allow_null=True)
    forced_refund_amount = _NeverField(required=False, allow_null=True)
    refund_invoice_number = TextField(max_length=128)
    ibans = _ByLine(child=TextField(max_length=64))
    holder_names = _ByLine(child=TextField(max_length=255))
    note = TextField(max_length=1_000)

    def asked(self, order_id: int) -> AskedOfOrder:
        """The same as the domain has it; raises `FieldsRefused` for another order."""
        given = self.validated_data
        if given.get("order") not in (None, order_id):
            told = _("This is the address of order %(order)s: name that one, or none.")
            raise FieldsRefused({"order": [told % {"order": order_id}]})
        return AskedOfOrder(
            item_ids=tuple(given.get("cancel_items") or ()),
            whole=given.get("is_all") or False,
            shipping=given.get("is_cargo_refund") or False,
            reasons=given.get("reasons") or {},
            ibans=given.get("ibans") or {},
            holder_names=given.get("holder_names") or {},
            refund_invoice_number=given.get("refund_invoice_number") or "",
            note=given.get("note") or "",
        )


class CanceledOrderSerializer(OrderSerializer):
    """The order as it is then, and the plans."""

    cancellation_plans = serializers.ListField(child=serializers.IntegerField(), read_only=True)


class CancelsOrders:
    """For the view of orders: `{pk}/cancel/`."""

    @extend_schema(request=CancelSerializer, responses=CanceledOrderSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Cancel lines that have not left, or give back those that have; safe to repeat."""
        order = self.get_object()
        given = CancelSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.asked(order.pk)
        with under_fields(_FIELDS, of_item="cancel_items"):
            plans = cancel_order(actor=self.user, number=order.number, asked=asked)
        canceled = self.get_object()
        canceled.cancellation_plans = [plan.pk for plan in plans]
        return Response(
            CanceledOrderSerializer(canceled, context=self.get_serializer_context()).data
        )
