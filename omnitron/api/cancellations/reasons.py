"""`cancellation_reasons/`: why something is canceled or comes back, the same in every channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from cancellations.models import CancellationReason
from cancellations.services.setting_up_reasons import LAST_PLACE, add_reason, revise_reason
from cancellations.states import PlanType
from omnitron.api.base.filters import KeysFilter, YesNoFilter
from omnitron.api.base.views import ApiViewSet

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class ReasonSerializer(serializers.Serializer[Any]):
    """A reason; its type is given once."""

    pk = serializers.IntegerField(read_only=True)
    id = serializers.IntegerField(read_only=True)
    subject = serializers.CharField(max_length=100)
    cancellation_type = serializers.ChoiceField(choices=PlanType.choices)
    extra_information_needed = serializers.BooleanField(required=False)
    order = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=LAST_PLACE
    )
    is_active = serializers.BooleanField(required=False)


class ReasonFilter(django_filters.FilterSet):
    """The filters of `cancellation_reasons/`."""

    cancellation_type = django_filters.ChoiceFilter(choices=PlanType.choices)
    subject = django_filters.CharFilter(max_length=100)
    is_active = YesNoFilter()
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = CancellationReason
        fields: tuple[str, ...] = ()


class ReasonViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`cancellation_reasons/`."""

    queryset = CancellationReason.objects.none()
    serializer_class = ReasonSerializer
    filterset_class = ReasonFilter
    channel_lookup = ""
    sorts: ClassVar[dict[str, str]] = {"id": "pk", "order": "order"}

    def visible(self) -> QuerySet[CancellationReason]:
        """All of them for whoever may look orders up."""
        return CancellationReason.objects.visible_to(self.user)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a reason to a type; the words are used once for each."""
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        reason = add_reason(actor=self.user, **given.validated_data)
        return Response(self.get_serializer(reason).data, status=201)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is given, all but the type."""
        found = self.get_object()
        given = self.get_serializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        reason = revise_reason(actor=self.user, pk=found.pk, **given.validated_data)
        return Response(self.get_serializer(reason).data)
