"""`integration_actions/`: what things of ours are called elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from integrations.models import IntegrationAction
from integrations.services.mapping import change_action, keep_action
from integrations.states import ActionStatus
from omnitron.api.base.fields import KeyField, TextField
from omnitron.api.base.filters import KeyFilter, KeysFilter, TextsFilter
from omnitron.api.base.views import ApiViewSet
from omnitron.api.integration.fields import ContentTypeField, MomentField, content_type_shown
from omnitron.api.integration.filters import ContentTypeFilter

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class ActionSerializer(serializers.Serializer[Any]):
    """A mapping as the API shows it."""

    pk = serializers.IntegerField(read_only=True)
    channel = serializers.IntegerField(source="channel_id", read_only=True)
    content_type = serializers.SerializerMethodField()
    object_id = serializers.IntegerField(read_only=True)
    remote_id = serializers.CharField(read_only=True)
    version_date = serializers.DateTimeField(read_only=True, allow_null=True)
    status = serializers.ChoiceField(choices=ActionStatus.choices, read_only=True)
    failed_reason_type = serializers.CharField(read_only=True)
    local_batch_id = serializers.UUIDField(read_only=True, allow_null=True)
    state = serializers.DictField(read_only=True)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    modified_date = serializers.DateTimeField(source="modified_at", read_only=True)

    @extend_schema_field(
        {
            "type": "object",
            "properties": {"id": {"type": "integer"}, "model": {"type": "string"}},
            "required": ["id", "model"],
        }
    )
    def get_content_type(self, row: IntegrationAction) -> dict[str, Any] | None:
        """{"id", "model"}."""
        return content_type_shown(row.content_type)


class ActionChangeSerializer(serializers.Serializer[Any]):
    """What may be said of a thing, beside which it is."""

    remote_id = TextField(max_length=255)
    version_date = MomentField(required=False, allow_null=True)
    status = serializers.ChoiceField(choices=ActionStatus.choices, required=False)
    state = serializers.DictField(required=False, allow_null=True)

    def validate_state(self, value: dict[str, Any] | None) -> dict[str, Any]:
        """Nothing is the empty state."""
        return value or {}


class NewActionSerializer(ActionChangeSerializer):
    """A thing of ours and what it is called elsewhere; its kind in either of both fields."""

    content_type = ContentTypeField(required=False)
    content_type_id = ContentTypeField(required=False)
    object_id = KeyField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One field for the kind, which has to be told."""
        names = [attrs.pop(name, None) for name in ("content_type_id", "content_type")]
        attrs["content_type"] = next((name for name in names if name), "")
        if not attrs["content_type"]:
            told = _("Say of what content type it is.")
            raise serializers.ValidationError({"content_type": [told]}, code="required")
        return attrs


class ActionFilter(django_filters.FilterSet):
    """The filters of `integration_actions/`."""

    content_type_name = ContentTypeFilter(field_name="content_type")
    object_id = KeyFilter()
    object_id__in = KeysFilter(field_name="object_id")
    remote_id = django_filters.CharFilter(max_length=255)
    remote_id__exact = django_filters.CharFilter(field_name="remote_id", max_length=255)
    remote_id__in = TextsFilter(field_name="remote_id")
    status = django_filters.ChoiceFilter(choices=ActionStatus.choices)
    local_batch_id = django_filters.UUIDFilter()
    channel = KeyFilter(field_name="channel_id")
    channel_id = KeyFilter()

    class Meta:
        model = IntegrationAction
        fields: tuple[str, ...] = ()


class IntegrationActionViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`integration_actions/`."""

    queryset = IntegrationAction.objects.none()
    serializer_class = ActionSerializer
    filterset_class = ActionFilter

    def visible(self) -> QuerySet[IntegrationAction]:
        """The mappings of the person's sales channels."""
        return IntegrationAction.objects.visible_to(self.user)

    @extend_schema(request=NewActionSerializer, responses={201: ActionSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Map a thing of ours, or write its mapping anew: safe to repeat."""
        given = NewActionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        action = keep_action(actor=self.user, channel=self.own_channel, **given.validated_data)
        return Response(self.get_serializer(action).data, status=201)

    @extend_schema(request=ActionChangeSerializer, responses=ActionSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is said of a mapped thing; which one it is stays."""
        pk = self.get_object().pk
        given = ActionChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        action = change_action(
            actor=self.user, channel=self.own_channel, pk=pk, **given.validated_data
        )
        return Response(self.get_serializer(action).data)
