"""A request as the API shows and takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cancellations.services.requesting import LONGEST_DESCRIPTION, Asked
from cancellations.states import PlanType, RequestStatus
from omnitron.api.base.fields import KeyField, TextField
from omnitron.api.cancellations.fields import ShortIbanField
from omnitron.api.shipping.fields import CargoField

if TYPE_CHECKING:
    from cancellations.models import CancellationRequest

LARGEST_QUANTITY = 2**31 - 1


class EasyReturnSerializer(serializers.Serializer[Any]):
    """How the goods come back, where the channel has arranged that."""

    shipping_company = CargoField(required=False, allow_null=True)
    tracking_number = TextField(max_length=128)


class RequestSerializer(serializers.Serializer[Any]):
    """A request; nothing of it changes but how far it is."""

    pk = serializers.IntegerField(read_only=True)
    id = serializers.IntegerField(read_only=True)
    order = serializers.IntegerField(source="order_id", read_only=True)
    order_number = serializers.CharField(source="order.number", read_only=True)
    channel = serializers.IntegerField(source="order.channel_id", read_only=True)
    order_item = serializers.IntegerField(source="item_id", read_only=True)
    reason = serializers.IntegerField(source="reason_id", read_only=True)
    description = serializers.CharField(read_only=True)
    cancellation_type = serializers.ChoiceField(
        source="request_type", choices=PlanType.choices, read_only=True
    )
    status = serializers.ChoiceField(choices=RequestStatus.choices, read_only=True)
    quantity = serializers.IntegerField(read_only=True)
    iban = ShortIbanField()
    holder_name = serializers.CharField(read_only=True)
    easy_return = serializers.SerializerMethodField()
    cancellation_plan = serializers.IntegerField(source="plan_id", read_only=True, allow_null=True)
    rejection = serializers.CharField(read_only=True)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    modified_date = serializers.DateTimeField(read_only=True)

    @extend_schema_field(EasyReturnSerializer(allow_null=True))
    def get_easy_return(self, request: CancellationRequest) -> dict[str, str | None] | None:
        """None where nobody has arranged anything."""
        company, number = request.return_company, request.return_tracking_number
        if company is None and not number:
            return None
        return {"shipping_company": company.code if company else None, "tracking_number": number}


class AskSerializer(serializers.Serializer[Any]):
    """What a channel asks for; without a quantity it is about the whole line."""

    order_item = KeyField()
    reason = KeyField()
    cancellation_type = serializers.ChoiceField(choices=PlanType.choices, default=PlanType.CANCEL)
    description = TextField(max_length=LONGEST_DESCRIPTION)
    quantity = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=LARGEST_QUANTITY
    )
    iban = TextField(max_length=64)
    holder_name = TextField(max_length=255)
    easy_return = EasyReturnSerializer(required=False, allow_null=True)

    def asked(self) -> Asked:
        """The same as the domain has it."""
        given = self.validated_data
        easy_return = given.get("easy_return") or {}
        return Asked(
            request_type=PlanType(given["cancellation_type"]),
            reason_id=given["reason"],
            description=given.get("description") or "",
            quantity=given.get("quantity"),
            iban=given.get("iban") or "",
            holder_name=given.get("holder_name") or "",
            return_company=easy_return.get("shipping_company"),
            return_tracking_number=easy_return.get("tracking_number") or "",
        )


class RejectSerializer(serializers.Serializer[Any]):
    """Why a request is rejected."""

    reason = TextField(max_length=1_000)
