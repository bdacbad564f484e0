"""The seeded orders that plans may be made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef

from cancellations.models import CancellationPlan, CancellationRequest
from omnitron.demo.lists.channels import CHANNELS
from orders.models import Order, OrderEvent
from payments.methods import way_it_came

if TYPE_CHECKING:
    from datetime import datetime

    from omnitron.demo.seeding.planning import Plan
    from orders.models import OrderItem
    from payments.models import PaymentTransaction
    from payments.states import RefundMethod

# However many orders there are, so many places of the last days are looked at.
LOOKED_AT = 2000
DAYS = timedelta(days=28)


@dataclass(frozen=True)
class Candidate:
    """An order that no plan and no request has touched, and when something last happened to it."""

    order: Order
    items: tuple[OrderItem, ...]
    payments: tuple[PaymentTransaction, ...]
    last: datetime

    @property
    def methods(self) -> set[RefundMethod]:
        """How its payments go back where every gateway is set up."""
        return {way_it_came(payment) for payment in self.payments}


def find_candidates(plan: Plan, before: datetime) -> list[Candidate]:
    """Orders of a seed in an order that its number settles, each quiet since `before`."""
    ages = (DAYS * place / LOOKED_AT for place in range(LOOKED_AT))
    codes = sorted({plan.customer_code(plan.place_at(age)) for age in ages})
    orders = (
        Order.objects.filter(
            customer__channel_code__in=codes,
            customer__channel__slug__in=[channel.slug for channel in CHANNELS],
        )
        .exclude(Exists(CancellationPlan.objects.filter(order=OuterRef("pk"))))
        .exclude(Exists(CancellationRequest.objects.filter(order=OuterRef("pk"))))
        .select_related("channel")
        .prefetch_related("items", "transactions")
    )
    found = sorted(orders, key=lambda order: _shuffled(plan.seed, order.number))
    last = dict(
        OrderEvent.objects.filter(order__in=[order.pk for order in found])
        .order_by()
        .values_list("order")
        .annotate(last=Max("at"))
    )
    return [
        Candidate(
            order=order,
            items=tuple(sorted(order.items.all(), key=lambda item: item.line_number)),
            payments=tuple(sorted(order.transactions.all(), key=lambda payment: payment.pk)),
            last=last[order.pk],
        )
        for order in found
        if last[order.pk] < before
    ]


def _shuffled(seed: int, number: str) -> str:
    return hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()
