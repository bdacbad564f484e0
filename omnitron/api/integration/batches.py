"""`batch_requests/`: what a client takes over in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from integrations.models import BatchRequest
from integrations.services.batches import change_batch, create_batch
from integrations.services.naming import NamedObject
from integrations.states import BatchStatus
from omnitron.api.base.fields import KeyField, TextField
from omnitron.api.base.filters import KeyFilter
from omnitron.api.base.views import ApiViewSet
from omnitron.api.integration.fields import ContentTypeField, MomentField
from omnitron.api.integration.filters import ContentTypeFilter
from omnitron.core.errors import FieldsRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

MOST_OBJECTS = 20_000


class BatchSerializer(serializers.Serializer[Any]):
    """A batch request as the API shows it; its objects are in `integration_actions/`."""

    pk = serializers.IntegerField(read_only=True)
    channel = serializers.IntegerField(source="channel_id", read_only=True)
    local_batch_id = serializers.UUIDField(read_only=True)
    remote_batch_id = serializers.CharField(read_only=True)
    content_type = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=BatchStatus.choices, read_only=True)
    # Clients read it of a batch that they have begun; what is in one stands elsewhere.
    objects = serializers.SerializerMethodField()
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    modified_date = serializers.DateTimeField(source="modified_at", read_only=True)

    @extend_schema_field({"type": "array", "items": {}, "nullable": True, "enum": [None]})
    def get_objects(self, batch: BatchRequest) -> None:
        """Nothing, always."""


class BatchObjectSerializer(serializers.Serializer[Any]):
    """One thing, as of when the client has it, and what became of it."""

    pk = KeyField()
    content_type = ContentTypeField(required=False, allow_null=True)
    version_date = MomentField(required=False, allow_null=True)
    remote_id = TextField(max_length=255)
    failed_reason_type = TextField(max_length=50)


class NewBatchSerializer(serializers.Serializer[Any]):
    """A batch that is begun."""

    content_type = ContentTypeField(required=False, allow_null=True)


class BatchChangeSerializer(NewBatchSerializer):
    """Where a batch moves, and what is in it or became of that."""

    status = serializers.ChoiceField(choices=BatchStatus.choices, required=False, allow_null=True)
    remote_batch_id = TextField(max_length=255)
    objects = serializers.ListField(
        child=BatchObjectSerializer(), required=False, allow_null=True, max_length=MOST_OBJECTS
    )


class BatchFilter(django_filters.FilterSet):
    """The filters of `batch_requests/`; `status` may come several times."""

    status = django_filters.MultipleChoiceFilter(choices=BatchStatus.choices)
    content_type = ContentTypeFilter()
    local_batch_id = django_filters.UUIDFilter()
    remote_batch_id = django_filters.CharFilter(max_length=255)
    channel = KeyFilter(field_name="channel_id")
    channel_id = KeyFilter()

    class Meta:
        model = BatchRequest
        fields: tuple[str, ...] = ()


class BatchRequestViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`batch_requests/`."""

    queryset = BatchRequest.objects.none()
    serializer_class = BatchSerializer
    filterset_class = BatchFilter

    def visible(self) -> QuerySet[BatchRequest]:
        """The batch requests of the person's sales channels."""
        return BatchRequest.objects.visible_to(self.user)

    @extend_schema(request=NewBatchSerializer, responses={201: BatchSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a batch request; nothing is in it yet."""
        given = NewBatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        content_type = given.validated_data.get("content_type") or ""
        batch = create_batch(actor=self.user, channel=self.own_channel, content_type=content_type)
        return Response(self.get_serializer(batch).data, status=201)

    @extend_schema(request=BatchChangeSerializer, responses=BatchSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Move a batch request on: a wrong move is answered by 406."""
        batch = self.get_object()
        given = BatchChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        content_type = told.get("content_type") or ""
        batch = change_batch(
            actor=self.user,
            channel=self.own_channel,
            pk=batch.pk,
            status=told.get("status") or "",
            objects=_named(told.get("objects"), content_type or batch.content_type),
            content_type=content_type,
            remote_batch_id=told.get("remote_batch_id") or "",
        )
        return Response(self.get_serializer(batch).data)


def _named(objects: list[dict[str, Any]] | None, content_type: str) -> list[NamedObject] | None:
    """The objects, those without a content type of their own with that of the batch."""
    if objects is None:
        return None
    if not all(each.get("content_type") or content_type for each in objects):
        raise FieldsRefused(
            {"content_type": [_("Say of what content type the objects are.")]}, code="required"
        )
    return [
        NamedObject(
            content_type=each.get("content_type") or content_type,
            pk=each["pk"],
            version_date=each.get("version_date"),
            remote_id=each.get("remote_id") or "",
            failed_reason_type=each.get("failed_reason_type") or "",
        )
        for each in objects
    ]
