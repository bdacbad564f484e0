"""A line of an order as the API shows it, and what a client may change of it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from omnitron.api.base.fields import AmountField, StatusField, TextField, WebAddressField
from omnitron.api.shipping.fields import CompanyField
from orders.services.changing_items import ItemChange

LONGEST_NUMBER = 128


class OrderItemSerializer(serializers.Serializer[Any]):
    """A line; amounts are for all its pieces, tax included."""

    pk = serializers.IntegerField(read_only=True)
    order = serializers.IntegerField(source="order_id", read_only=True)
    order_number = serializers.CharField(source="order.number", read_only=True)
    line_number = serializers.IntegerField(read_only=True)
    product = serializers.IntegerField(source="product_id", read_only=True, allow_null=True)
    sku = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    attributes = serializers.DictField(read_only=True)
    image_url = serializers.CharField(read_only=True)
    quantity = serializers.IntegerField(read_only=True)
    status = StatusField(read_only=True)
    cancel_status = serializers.CharField(read_only=True, allow_null=True)
    price_currency = serializers.CharField(source="order.currency", read_only=True)
    price = AmountField(currency="order.currency")
    retail_price = AmountField(currency="order.currency")
    discount_amount = AmountField(currency="order.currency")
    net_amount = AmountField(currency="order.currency")
    installment_interest_amount = AmountField(currency="order.currency")
    tax_rate = serializers.DecimalField(max_digits=5, decimal_places=2, read_only=True)
    tax_amount = AmountField(currency="order.currency")
    refunded_amount = AmountField(currency="order.currency")
    seller = serializers.CharField(
        source="seller.code", default=None, read_only=True, allow_null=True
    )
    package = serializers.CharField(
        source="package.number", default=None, read_only=True, allow_null=True
    )
    shipping_company = CompanyField(read_only=True)
    tracking_number = serializers.CharField(read_only=True)
    carrier_shipping_code = serializers.CharField(read_only=True)
    invoice_number = serializers.CharField(read_only=True)
    invoice_date = serializers.DateField(read_only=True, allow_null=True)
    e_archive_url = serializers.CharField(read_only=True)
    delivered_date = serializers.DateTimeField(read_only=True, allow_null=True)
    estimated_delivery_date = serializers.DateTimeField(read_only=True, allow_null=True)
    split_from = serializers.IntegerField(source="split_from_id", read_only=True, allow_null=True)
    extra_field = serializers.DictField(read_only=True)
    modified_date = serializers.DateTimeField(read_only=True)


class ItemChangeSerializer(serializers.Serializer[Any]):
    """What a client may change; what is not given stays as it is."""

    status = StatusField(required=False)
    shipping_company = CompanyField(required=False)
    tracking_number = TextField(max_length=LONGEST_NUMBER)
    carrier_shipping_code = TextField(max_length=LONGEST_NUMBER)
    invoice_number = TextField(max_length=LONGEST_NUMBER)
    invoice_date = serializers.DateField(required=False, allow_null=True)
    e_archive_url = WebAddressField()
    extra_field = serializers.DictField(required=False)

    def change(self) -> ItemChange:
        """What was given, checked."""
        return ItemChange(**self.validated_data)
