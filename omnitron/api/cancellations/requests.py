"""`cancellation_requests/`: what customers and channels ask for, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from cancellations.models import CancellationRequest
from cancellations.planning.objections import About
from cancellations.services.approving import approve_request
from cancellations.services.rejecting import reject_request
from cancellations.services.requesting import ask_once
from cancellations.states import PlanType, RequestStatus
from omnitron.api.base.filters import KeyFilter, KeysFilter, MomentFilter
from omnitron.api.base.views import ApiViewSet
from omnitron.api.cancellations.asking import AskSerializer, RejectSerializer, RequestSerializer
from omnitron.api.cancellations.refusing import under_fields
from omnitron.api.integration.updates import Updates
from omnitron.core.errors import FieldsRefused
from orders.models import OrderItem, Revision
from orders.models.revisions import modified_date

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

_FIELDS = {
    About.HOLDER: "holder_name",
    About.IBAN: "iban",
    About.NOTE: "description",
    About.QUANTITY: "quantity",
    About.REASON: "reason",
}


class RequestFilter(django_filters.FilterSet):
    """The filters of `cancellation_requests/`."""

    status = django_filters.ChoiceFilter(choices=RequestStatus.choices)
    cancellation_type = django_filters.ChoiceFilter(
        field_name="request_type", choices=PlanType.choices
    )
    order_item = KeyFilter(field_name="item_id")
    order = KeyFilter(field_name="order_id")
    created_date__gte = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_date__gt = MomentFilter(field_name="created_at", lookup_expr="gt")
    created_date__lte = MomentFilter(field_name="created_at", lookup_expr="lte")
    created_date__lt = MomentFilter(field_name="created_at", lookup_expr="lt")
    id__in = KeysFilter(field_name="id")
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = CancellationRequest
        fields: tuple[str, ...] = ()


class RequestViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`cancellation_requests/`."""

    queryset = CancellationRequest.objects.none()
    serializer_class = RequestSerializer
    filterset_class = RequestFilter
    channel_lookup = "order__channel"
    sorts: ClassVar[dict[str, str]] = {"id": "pk", "created_date": "created_at"}

    def visible(self) -> QuerySet[CancellationRequest]:
        """The requests of the orders that the person sees."""
        requests = CancellationRequest.objects.visible_to(self.user)
        modified = Coalesce(modified_date(Revision.Kind.CANCELLATION_REQUEST), "created_at")
        return (
            requests.select_related("order", "return_company")
            .defer("order__search")
            .annotate(modified_date=modified)
        )

    @extend_schema(
        request=AskSerializer, responses={200: RequestSerializer, 201: RequestSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask to cancel a line or to give it back; the same again, while it waits, is the same."""
        given = AskSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        item_id = given.validated_data["order_item"]
        self._require_line(item_id)
        with under_fields(_FIELDS, of_item="order_item"):
            made, is_new = ask_once(actor=self.user, item_id=item_id, asked=given.asked())
        return self._shown(made, status=201 if is_new else 200)

    @extend_schema(request=None, responses=RequestSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make the plan that is asked for; safe to repeat."""
        with under_fields({}, of_item="order_item"):
            approved = approve_request(actor=self.user, request_id=self.get_object().pk)
        return self._shown(approved)

    @extend_schema(request=RejectSerializer, responses=RequestSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say no, and why; safe to repeat."""
        found = self.get_object()
        given = RejectSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        reason = given.validated_data.get("reason") or _("Rejected by the sales channel.")
        rejected = reject_request(actor=self.user, request_id=found.pk, reason=reason)
        return self._shown(rejected)

    def _require_line(self, item_id: int) -> None:
        lines = OrderItem.objects.visible_to(self.user).filter(pk=item_id)
        if self.channel is not None:
            lines = lines.filter(order__channel=self.channel)
        if not lines.exists():
            told = _("There is no order line %(id)s.") % {"id": item_id}
            raise FieldsRefused({"order_item": [told]}, code="does_not_exist")

    def _shown(self, found: CancellationRequest, status: int = 200) -> Response:
        shown = self.get_queryset().get(pk=found.pk)
        return Response(self.get_serializer(shown).data, status=status)


class ChannelRequestViewSet(Updates, RequestViewSet):
    """`cancellation_requests/` of a sales channel, with what it has not taken over yet."""

    update_kind = Revision.Kind.CANCELLATION_REQUEST
