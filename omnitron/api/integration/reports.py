"""`error_reports/`: what clients tell of their work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from integrations.content_types import CHANNEL
from integrations.models import ErrorReport
from integrations.services.reporting import keep_report
from omnitron.api.base.fields import KeyField, TextField
from omnitron.api.base.views import ApiViewSet
from omnitron.api.integration.fields import ContentTypeField, MomentField, content_type_shown

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

_PLACE_KEYS = ("country_id", "city_id", "township_id")
_PLACE_TEXTS = ("remote_code", "name", "country_code", "integration_type")


class ReportSerializer(serializers.Serializer[Any]):
    """What was done and how it went; `target` is for what, mostly the sales channel."""

    pk = serializers.IntegerField(read_only=True)
    channel = serializers.IntegerField(source="channel_id", read_only=True)
    action_content_type = ContentTypeField(required=False, allow_null=True)
    action_object_id = KeyField(required=False, allow_null=True)
    target_content_type = ContentTypeField(required=False, allow_null=True)
    target_object_id = KeyField(required=False, allow_null=True)
    obj_modified_date = MomentField(source="object_modified_at", required=False, allow_null=True)
    error_code = TextField()
    error_desc = TextField()
    raw_request = TextField()
    raw_response = TextField()
    is_ok = serializers.BooleanField(required=False, default=False)
    created_date = serializers.DateTimeField(source="created_at", read_only=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """No content type is the empty one."""
        for name in ("action_content_type", "target_content_type"):
            attrs[name] = attrs.get(name) or ""
        return attrs

    def to_representation(self, instance: ErrorReport) -> dict[str, Any]:
        """Content types as `content_types/` shows them."""
        shown = super().to_representation(instance)
        for name in ("action_content_type", "target_content_type"):
            shown[name] = content_type_shown(shown[name])
        return shown


class PlaceReportSerializer(serializers.Serializer[Any]):
    """A place that an address names and that is not known here."""

    err_code = TextField()
    err_desc = TextField()
    remote_code = TextField()
    name = TextField()
    country_code = TextField()
    integration_type = TextField()
    country_id = KeyField(required=False, allow_null=True)
    city_id = KeyField(required=False, allow_null=True)
    township_id = KeyField(required=False, allow_null=True)


class ErrorReportViewSet(ApiViewSet):
    """`error_reports/`."""

    queryset = ErrorReport.objects.none()
    serializer_class = ReportSerializer

    def visible(self) -> QuerySet[ErrorReport]:
        """The reports of the person's sales channels."""
        return ErrorReport.objects.visible_to(self.user)

    @extend_schema(request=ReportSerializer, responses={201: ReportSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep a report for 90 days: the page of the sales channel shows what went wrong."""
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        return self._kept(**given.validated_data)

    def _place(self, request: Request) -> Response:
        """A place that was not found."""
        given = PlaceReportSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        return self._kept(
            action_content_type=self.action,
            target_content_type=CHANNEL,
            target_object_id=self.own_channel.pk,
            error_code=told.get("err_code", ""),
            error_desc=told.get("err_desc", ""),
            details={name: told[name] for name in (*_PLACE_TEXTS, *_PLACE_KEYS) if told.get(name)},
        )

    @extend_schema(request=PlaceReportSerializer, responses={201: ReportSerializer})
    @action(detail=False, methods=["post"])
    def country(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell of a country that is not known here."""
        return self._place(request)

    @extend_schema(request=PlaceReportSerializer, responses={201: ReportSerializer})
    @action(detail=False, methods=["post"])
    def city(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell of a city that is not known here."""
        return self._place(request)

    @extend_schema(request=PlaceReportSerializer, responses={201: ReportSerializer})
    @action(detail=False, methods=["post"])
    def township(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell of a township that is not known here."""
        return self._place(request)

    @extend_schema(request=PlaceReportSerializer, responses={201: ReportSerializer})
    @action(detail=False, methods=["post"])
    def district(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell of a district that is not known here."""
        return self._place(request)

    def _kept(self, **values: Any) -> Response:
        report = keep_report(actor=self.user, channel=self.own_channel, **values)
        return Response(self.get_serializer(report).data, status=201)
