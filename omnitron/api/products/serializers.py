"""A product as the API shows and takes it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from omnitron.api.base.fields import ObjectField, WebAddressField


class ProductSerializer(serializers.Serializer[Any]):
    """What a line of an order can point to."""

    pk = serializers.IntegerField(read_only=True)
    sku = serializers.CharField(max_length=128)
    name = serializers.CharField(max_length=255)
    attributes = ObjectField()
    image_url = WebAddressField()
    non_returnable = serializers.BooleanField(required=False)
    is_active = serializers.BooleanField(required=False)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    modified_date = serializers.DateTimeField(source="modified_at", read_only=True)
