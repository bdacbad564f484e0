"""`cancellation_plans/`: what was canceled or came back, and which money goes back for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from cancellations.models import CancellationPlan, CancellationPlanItem, PlanRefund
from cancellations.states import Confirmation, PlanStatus, PlanType
from omnitron.api.base.fields import AmountField
from omnitron.api.base.filters import Backend, KeyFilter, KeysFilter, MomentFilter
from omnitron.api.base.pagination import NumberedPages
from omnitron.api.base.views import ApiViewSet
from omnitron.api.cancellations.fields import ShortIbanField
from omnitron.api.integration.updates import GivesUpdates
from orders.models import Revision
from orders.models.revisions import modified_date
from payments.states import RefundMethod, RefundStatus

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.response import Response


class PlanItemSerializer(serializers.Serializer[Any]):
    """A line in a plan, and what goes back for it."""

    order_item = serializers.IntegerField(source="item_id", read_only=True)
    reason = serializers.IntegerField(source="reason_id", read_only=True)
    amount = AmountField(currency="plan.order.currency")
    iban = ShortIbanField()
    holder_name = serializers.CharField(read_only=True)


class PlanRefundSerializer(serializers.Serializer[Any]):
    """A part of the money, and how far it is."""

    pk = serializers.IntegerField(source="refund_id", read_only=True)
    method = serializers.ChoiceField(
        source="refund.method", choices=RefundMethod.choices, read_only=True
    )
    amount = AmountField(source="refund.amount", currency="plan.order.currency")
    status = serializers.ChoiceField(
        source="refund.status", choices=RefundStatus.choices, read_only=True
    )


class PlanSerializer(serializers.Serializer[Any]):
    """A plan; its amounts never change, its status does."""

    pk = serializers.IntegerField(read_only=True)
    plan_type = serializers.ChoiceField(choices=PlanType.choices, read_only=True)
    cancellation_plan_status = serializers.ChoiceField(
        source="status", choices=PlanStatus.choices, read_only=True
    )
    status = serializers.ChoiceField(choices=PlanStatus.choices, read_only=True)
    confirmation = serializers.ChoiceField(choices=Confirmation.choices, read_only=True)
    order = serializers.IntegerField(source="order_id", read_only=True)
    order_number = serializers.CharField(source="order.number", read_only=True)
    channel = serializers.IntegerField(source="order.channel_id", read_only=True)
    amount = AmountField(currency="order.currency")
    shipping_amount = AmountField(currency="order.currency")
    currency = serializers.CharField(source="order.currency", read_only=True)
    reason = serializers.IntegerField(source="reason_id", read_only=True, allow_null=True)
    refund_invoice_number = serializers.CharField(read_only=True)
    created_by = serializers.CharField(
        source="created_by.username", default=None, read_only=True, allow_null=True
    )
    created_date = serializers.DateTimeField(source="created_at", read_only=True)
    modified_date = serializers.DateTimeField(read_only=True)
    executes_at = serializers.DateTimeField(read_only=True, allow_null=True)
    cancellationplanorderitem_set = PlanItemSerializer(source="items", many=True, read_only=True)
    refunds = PlanRefundSerializer(many=True, read_only=True)


class PlanFilter(django_filters.FilterSet):
    """The filters of `cancellation_plans/`."""

    plan_type = django_filters.ChoiceFilter(choices=PlanType.choices)
    cancellation_plan_status = django_filters.ChoiceFilter(
        field_name="status", choices=PlanStatus.choices
    )
    status = django_filters.ChoiceFilter(choices=PlanStatus.choices)
    order = KeyFilter(field_name="order_id")
    order_id = KeyFilter()
    order_number = django_filters.CharFilter(field_name="order__number", max_length=128)
    channel_id__in = KeysFilter(field_name="order__channel_id")
    created_by = django_filters.CharFilter(field_name="created_by__username", max_length=150)
    created_date__gte = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_date__lte = MomentFilter(field_name="created_at", lookup_expr="lte")
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = CancellationPlan
        fields: tuple[str, ...] = ()


class PlanViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """`cancellation_plans/`."""

    queryset = CancellationPlan.objects.none()
    serializer_class = PlanSerializer
    filterset_class = PlanFilter
    channel_lookup = "order__channel"
    sorts: ClassVar[dict[str, str]] = {"id": "pk", "created_date": "created_at"}

    def visible(self) -> QuerySet[CancellationPlan]:
        """The plans of the orders that the person sees."""
        plans = CancellationPlan.objects.visible_to(self.user)
        modified = Coalesce(modified_date(Revision.Kind.CANCELLATION_PLAN), "created_at")
        return (
            plans.select_related("order", "created_by")
            .prefetch_related(
                Prefetch("items", CancellationPlanItem.objects.defer("breakdown")),
                Prefetch("refunds", PlanRefund.objects.select_related("refund").order_by("pk")),
            )
            .defer("order__search", "breakdown")
            .annotate(modified_date=modified)
        )


class ChannelPlanViewSet(GivesUpdates, PlanViewSet):
    """`cancellation_plans/` of a sales channel, with what it has not taken over yet."""

    update_kind = Revision.Kind.CANCELLATION_PLAN

    @extend_schema(responses=PlanSerializer(many=True))
    @action(detail=False, pagination_class=NumberedPages, filter_backends=[Backend])
    def inserts_or_updates(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What changed since it was taken over, what waits longest first; filters narrow it."""
        if PlanFilter.base_filters.keys() & request.query_params.keys():
            return self.give_updates(among=self.filter_queryset(self.get_queryset()))
        return self.give_updates()
