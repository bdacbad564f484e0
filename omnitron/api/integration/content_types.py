"""`content_types/`: what kinds of things there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from integrations.content_types import KEYS
from omnitron.api.integration.fields import content_type_shown

if TYPE_CHECKING:
    from rest_framework.request import Request


class ContentTypeSerializer(serializers.Serializer[Any]):
    """A kind by its key and its name; neither ever changes."""

    id = serializers.IntegerField()
    model = serializers.CharField()


class ContentTypeViewSet(GenericViewSet[Any]):
    """`content_types/`."""

    filter_backends = ()
    pagination_class = None
    serializer_class = ContentTypeSerializer

    @extend_schema(
        parameters=[OpenApiParameter("model")],
        responses=ContentTypeSerializer(many=True),
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """All of them at once, or the one that is named."""
        model = request.query_params.get("model")
        names = [name for name in KEYS if model is None or name == model.strip().lower()]
        return Response([content_type_shown(name) for name in names])
