"""Orders as clients hand them over."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from omnitron.api.base.fields import KeyField, TextField
from omnitron.api.intake.fields import (
    SentAmount,
    SentCurrency,
    SentDay,
    SentFlag,
    SentMoment,
    SentName,
    SentNumber,
    SentObject,
    SentStatus,
)


class SentOrder(serializers.Serializer[Any]):
    """The order itself."""

    number = serializers.CharField()
    customer = KeyField()
    shipping_address = SentNumber()
    billing_address = SentNumber()
    currency = SentCurrency(required=True, allow_blank=False, allow_null=False)
    amount = SentAmount(required=True, allow_null=False)
    status = SentStatus()
    date_placed = SentMoment()
    client_type = TextField()
    language_code = TextField()
    shipping_amount = SentAmount()
    net_shipping_amount = SentAmount()
    shipping_tax_rate = SentAmount()
    discount_amount = SentAmount()
    installment_count = SentNumber()
    installment_interest_amount = SentAmount()
    payment_option_fee = SentAmount()
    delivery_type = TextField()
    cargo_company = SentName()
    tracking_number = TextField()
    carrier_shipping_code = TextField()
    remote_addr = TextField()
    has_gift_box = SentFlag()
    gift_box_note = TextField()
    notes = TextField()
    extra_field = SentObject()


class SentItem(serializers.Serializer[Any]):
    """A line; its amounts are for all its pieces, tax included."""

    product = SentNumber()
    sku = TextField()
    name = TextField()
    attributes = SentObject()
    image_url = TextField()
    non_returnable = SentFlag()
    quantity = SentNumber()
    status = SentStatus()
    price_currency = SentCurrency(required=False, allow_blank=True, allow_null=True)
    price = SentAmount(required=True, allow_null=False)
    retail_price = SentAmount()
    discount_amount = SentAmount()
    tax_rate = SentAmount()
    seller = SentName()
    shipping_company = SentName()
    tracking_number = TextField()
    carrier_shipping_code = TextField()
    invoice_number = TextField()
    invoice_date = SentDay()
    e_archive_url = TextField()
    delivered_date = SentMoment()
    estimated_delivery_date = SentMoment()
    extra_field = SentObject()


class SentDiscount(serializers.Serializer[Any]):
    """A discount of the whole order."""

    name = serializers.CharField()
    code = TextField()
    amount = SentAmount(required=True, allow_null=False)


class SentPayment(serializers.Serializer[Any]):
    """A payment."""

    payment_type = serializers.CharField()
    gateway = TextField()
    gateway_reference = TextField()
    amount = SentAmount(required=True, allow_null=False)
    currency = SentCurrency(required=False, allow_blank=True, allow_null=True)
    captured_at = SentMoment()
    installment_count = SentNumber()
    card_mask = TextField()


class SentContract(serializers.Serializer[Any]):
    """A text that the customer was shown."""

    kind = serializers.CharField()
    title = serializers.CharField()
    body = TextField()
    accepted_at = SentMoment()


class CreateOrderSerializer(serializers.Serializer[Any]):
    """An order with everything of it."""

    order = SentOrder()
    order_item = SentItem(many=True)
    discount_items = SentDiscount(many=True, required=False, allow_null=True)
    transactions = SentPayment(many=True, required=False, allow_null=True)
    contracts = SentContract(many=True, required=False, allow_null=True)
