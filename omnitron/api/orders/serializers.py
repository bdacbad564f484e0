"""An order as the API shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from omnitron.api.base.fields import AmountField, StatusField

if TYPE_CHECKING:
    from orders.models import Order


class OrderSerializer(serializers.Serializer[Any]):
    """The order itself; what belongs to it stands there as keys."""

    pk = serializers.IntegerField(read_only=True)
    number = serializers.CharField(read_only=True)
    channel = serializers.IntegerField(source="channel_id", read_only=True)
    status = StatusField(read_only=True)
    cancel_status = serializers.SerializerMethodField()
    customer = serializers.IntegerField(source="customer_id", read_only=True)
    first_name = serializers.CharField(read_only=True)
    last_name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)
    phone_number = serializers.CharField(source="phone", read_only=True)
    shipping_address = serializers.IntegerField(
        source="shipping_address_id", read_only=True, allow_null=True
    )
    billing_address = serializers.IntegerField(
        source="billing_address_id", read_only=True, allow_null=True
    )
    currency = serializers.CharField(read_only=True)
    amount = AmountField()
    shipping_amount = AmountField()
    net_shipping_amount = AmountField()
    shipping_tax_rate = serializers.DecimalField(max_digits=5, decimal_places=2, read_only=True)
    discount_amount = AmountField()
    installment_count = serializers.IntegerField(read_only=True)
    installment_interest_amount = AmountField()
    payment_option_fee = AmountField()
    is_send = serializers.BooleanField()
    client_type = serializers.CharField(read_only=True)
    language_code = serializers.CharField(read_only=True)
    delivery_type = serializers.CharField(read_only=True)
    cargo_company = serializers.SerializerMethodField()
    notes = serializers.CharField(read_only=True)
    has_gift_box = serializers.BooleanField(read_only=True)
    gift_box_note = serializers.CharField(read_only=True)
    remote_addr = serializers.CharField(read_only=True, allow_null=True)
    extra_field = serializers.DictField(read_only=True)
    date_placed = serializers.DateTimeField(source="placed_at", read_only=True)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    modified_date = serializers.DateTimeField(read_only=True)

    @extend_schema_field({"type": "string", "nullable": True, "enum": ["waiting", None]})
    def get_cancel_status(self, order: Order) -> str | None:
        """Waiting while a plan holds an item."""
        return "waiting" if order.cancellation_waiting else None

    @extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string"}], "nullable": True})
    def get_cargo_company(self, order: Order) -> int | str | None:
        """The key that `cargos/` knows; a name where the order came with one."""
        text = order.cargo_company
        return int(text) if text.isascii() and text.isdecimal() else text or None
