"""Setting money aside for refunds, and letting it go or on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, Value, When
from django.utils import timezone

from payments.jobs.recording import NOT_SET_UP
from payments.methods import lacks_gateway
from payments.models import Refund
from payments.states import RefundMethod, RefundStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from orders.models import Order
    from payments.models import PaymentTransaction


@dataclass(frozen=True)
class Portion:
    """What goes back from one payment, one way."""

    payment: PaymentTransaction
    method: RefundMethod
    amount: Decimal


def set_aside(order: Order, portions: Sequence[Portion]) -> list[Refund]:
    """Reserve refunds of an order; PostgreSQL refuses more than was captured.

    What is by hand as its gateway is not set up here says so.
    The caller holds the locks of the order and its payments.
    """
    return Refund.objects.bulk_create(
        [
            Refund(
                order=order,
                transaction=portion.payment,
                method=portion.method,
                gateway="" if portion.method == RefundMethod.MANUAL else portion.payment.gateway,
                amount=portion.amount,
                failure_code=_why(portion),
            )
            for portion in portions
        ]
    )


def _why(portion: Portion) -> str:
    by_hand = portion.method == RefundMethod.MANUAL
    return NOT_SET_UP if by_hand and lacks_gateway(portion.payment) else ""


def release(refund_ids: Collection[int]) -> None:
    """Let reserved refunds go; safe to repeat."""
    reserved = Refund.objects.filter(pk__in=refund_ids, status=RefundStatus.RESERVED)
    reserved.update(status=RefundStatus.RELEASED, settled_at=timezone.now())


def request(refund_ids: Collection[int]) -> list[int]:
    """Send reserved refunds on their way; those that a machine must now send. Safe to repeat."""
    reserved = Refund.objects.filter(pk__in=refund_ids, status=RefundStatus.RESERVED)
    by_hand = When(method=RefundMethod.MANUAL, then=Value(RefundStatus.NEEDED))
    reserved.update(
        status=Case(by_hand, default=Value(RefundStatus.REQUESTED)),
        next_check_at=Case(
            When(method=RefundMethod.MANUAL, then=F("next_check_at")), default=timezone.now()
        ),
    )
    requested = Refund.objects.filter(pk__in=refund_ids, status=RefundStatus.REQUESTED)
    return list(requested.order_by("pk").values_list("pk", flat=True))
