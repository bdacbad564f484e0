"""A webhook and its deliveries as the API shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from omnitron.api.base.fields import LONGEST_URL, KeyField
from webhooks.states import CHOOSABLE, DeliveryStatus, DisabledBy, Event, Failure

if TYPE_CHECKING:
    from webhooks.models import Webhook

EVENTS = [(event.value, event.label) for event in CHOOSABLE]


class WebhookSerializer(serializers.Serializer[Any]):
    """A webhook; its secret is not in it."""

    pk = serializers.IntegerField(read_only=True)
    channel = serializers.IntegerField(source="channel_id", read_only=True)
    url = serializers.CharField(read_only=True)
    events = serializers.SerializerMethodField()
    is_active = serializers.BooleanField(read_only=True)
    disabled_by = serializers.ChoiceField(
        choices=[("", ""), *DisabledBy.choices], read_only=True, allow_blank=True
    )
    disabled_date = serializers.DateTimeField(source="disabled_at", read_only=True, allow_null=True)
    failing_since = serializers.DateTimeField(read_only=True, allow_null=True)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_events(self, webhook: Webhook) -> list[str]:
        """By their names, in their order."""
        return [event.value for event in webhook.wants]


class WebhookWithSecretSerializer(WebhookSerializer):
    """The same once: with the secret that the receiver checks signatures with."""

    secret = serializers.CharField(read_only=True)


class WebhookChangeSerializer(serializers.Serializer[Any]):
    """What a client may change; what is not given stays as it is."""

    url = serializers.CharField(max_length=LONGEST_URL, required=False)
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=EVENTS), max_length=100, required=False
    )
    is_active = serializers.BooleanField(required=False)

    def validate_events(self, value: list[str]) -> frozenset[str]:
        """Each of them once."""
        return frozenset(value)


class NewWebhookSerializer(WebhookChangeSerializer):
    """A webhook as it begins: active, in a channel that it keeps."""

    channel = KeyField()
    url = serializers.CharField(max_length=LONGEST_URL)
    events = serializers.ListField(child=serializers.ChoiceField(choices=EVENTS), max_length=100)
    is_active = None  # type: ignore[assignment]


class AnswerSerializer(serializers.Serializer[Any]):
    """What came of one attempt."""

    at = serializers.DateTimeField(read_only=True)
    status_code = serializers.IntegerField(source="status", read_only=True, allow_null=True)
    milliseconds = serializers.IntegerField(source="ms", read_only=True)
    error = serializers.CharField(read_only=True)


class DeliverySerializer(serializers.Serializer[Any]):
    """What a webhook was told, and what came back."""

    pk = serializers.IntegerField(read_only=True)
    webhook = serializers.IntegerField(source="webhook_id", read_only=True)
    event = serializers.ChoiceField(choices=Event.choices, read_only=True)
    order = serializers.IntegerField(source="order_id", read_only=True, allow_null=True)
    revision = serializers.IntegerField(read_only=True, allow_null=True)
    object = serializers.DictField(source="payload", read_only=True)
    status = serializers.ChoiceField(choices=DeliveryStatus.choices, read_only=True)
    attempts = serializers.IntegerField(read_only=True)
    next_try_date = serializers.DateTimeField(source="next_try_at", read_only=True, allow_null=True)
    last_status_code = serializers.IntegerField(read_only=True, allow_null=True)
    last_error = serializers.ChoiceField(
        choices=[("", ""), *Failure.choices], read_only=True, allow_blank=True
    )
    answers = AnswerSerializer(many=True, read_only=True)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    ended_date = serializers.DateTimeField(source="ended_at", read_only=True, allow_null=True)
