"""Sales channels and what is fixed about them, as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class ChannelSerializer(serializers.Serializer[Any]):
    """A sales channel; its catalog is the one of the same key."""

    pk = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    slug = serializers.CharField(read_only=True)
    channel_type = serializers.CharField(read_only=True)
    catalog = serializers.IntegerField(source="pk", read_only=True)
    currency = serializers.CharField(read_only=True)
    timezone = serializers.CharField(read_only=True)
    is_active = serializers.BooleanField(read_only=True)
    conf = serializers.DictField(read_only=True)
    schema = serializers.SerializerMethodField()
    category_tree = serializers.SerializerMethodField()

    @extend_schema_field({"type": "object"})
    def get_schema(self, channel: Any) -> dict[str, Any]:
        """Nothing of `conf` is prescribed."""
        return {}

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_category_tree(self, channel: Any) -> None:
        """Categories are not kept here."""


class CatalogSerializer(serializers.Serializer[Any]):
    """What a channel sells: one price list and one stock list, which are not kept here."""

    pk = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    channel = serializers.IntegerField(source="pk", read_only=True)
    price_list = serializers.IntegerField(source="pk", read_only=True)
    stock_list = serializers.IntegerField(source="pk", read_only=True)
    currency = serializers.CharField(read_only=True)
    is_active = serializers.BooleanField(read_only=True)


class CargoSerializer(serializers.Serializer[Any]):
    """A shipping company; its code is what orders and items name it by."""

    pk = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    erp_code = serializers.CharField(source="code", read_only=True)
    shipping_company = serializers.CharField(source="code", read_only=True)
    is_active = serializers.BooleanField(read_only=True)
