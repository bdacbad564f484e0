"""Which orders a client asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_filters
from django.db.models import Exists, OuterRef

from cancellations.models import CancellationPlan
from cancellations.states import IN_WORK, PlanStatus
from omnitron.api.base.filters import (
    KeyFilter,
    KeysFilter,
    MomentFilter,
    StatusFilter,
    YesNoFilter,
)
from orders.models import Order, OrderItem, Revision

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

# What became of a plan, in the words that a line has for it.
_PLANS_OF = {
    OrderItem.CancelStatus.APPROVED: IN_WORK,
    OrderItem.CancelStatus.REJECTED: (PlanStatus.REJECTED,),
    OrderItem.CancelStatus.COMPLETED: (PlanStatus.COMPLETED,),
}


class OrderFilter(django_filters.FilterSet):
    """The filters of `orders/`."""

    number = django_filters.CharFilter(max_length=128)
    status = StatusFilter()
    cancel_status = django_filters.ChoiceFilter(
        choices=OrderItem.CancelStatus.choices, method="by_cancel_status"
    )
    is_send = YesNoFilter()
    channel = KeyFilter(field_name="channel_id")
    channel_id = KeyFilter()
    customer = KeyFilter(field_name="customer_id")
    date_placed__gte = MomentFilter(field_name="placed_at", lookup_expr="gte")
    date_placed__lte = MomentFilter(field_name="placed_at", lookup_expr="lte")
    modified_date__gte = MomentFilter(method="by_change")
    modified_date__lte = MomentFilter(method="by_change")
    pk__in = KeysFilter(field_name="id")

    class Meta:
        model = Order
        fields: tuple[str, ...] = ()

    def by_change(self, orders: QuerySet[Order], name: str, value: datetime) -> QuerySet[Order]:
        """Orders by when they, or anything of them, changed last."""
        moment = {f"changed_at__{name.rpartition('__')[2]}": value}
        revisions = Revision.objects.filter(kind=Revision.Kind.ORDER, **moment)
        return orders.filter(pk__in=revisions.values("object_id"))

    def by_cancel_status(self, orders: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
        """Orders with a plan that got so far."""
        if value == OrderItem.CancelStatus.WAITING:
            return orders.filter(cancellation_waiting=True)
        plans = CancellationPlan.objects.order_by().filter(
            order=OuterRef("pk"), status__in=_PLANS_OF[OrderItem.CancelStatus(value)]
        )
        return orders.filter(Exists(plans))
