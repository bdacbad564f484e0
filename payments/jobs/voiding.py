"""Letting authorised payments go once nothing of their order is live or held."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from orders.events import Actor, record
from orders.models import OrderEvent
from orders.states import FINAL
from payments.gateways.base import OutcomeUnknown, VoidOutcome
from payments.gateways.registry import MAKERS, UnknownGateway, get_gateway
from payments.methods import BY_HAND
from payments.models import PaymentTransaction
from payments.timing import next_check

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from payments.gateways.base import Voiding

logger = logging.getLogger(__name__)

_EVENTS = {
    VoidOutcome.VOIDED: OrderEvent.Kind.PAYMENT_VOIDED,
    VoidOutcome.CAPTURED: OrderEvent.Kind.PAYMENT_CAPTURED,
    VoidOutcome.NOT_KNOWN: OrderEvent.Kind.PAYMENT_NOT_KNOWN,
}

# Raw, as each plan that ends asks it, mostly for nothing. One that was asked about is not again.
_MARK = """
    UPDATE payments_paymenttransaction AS payment
    SET void_at = %(now)s
    FROM orders_order AS o
    WHERE o.id = ANY(%(orders)s) AND o.status = ANY(%(final)s) AND payment.order_id = o.id
        AND payment.captured_at IS NULL AND payment.voided_at IS NULL
        AND payment.void_at IS NULL AND payment.void_checks = 0
        AND payment.amount > 0 AND payment.gateway_reference <> ''
        AND payment.gateway = ANY(%(gateways)s) AND payment.payment_type <> ALL(%(by_hand)s)
"""


def mark_to_void(order_ids: Collection[int]) -> None:
    """Have the uncaptured payments of orders voided of which all is canceled or refunded.

    The caller holds the orders' locks and has rolled them up. What people took is nobody's to void.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _MARK,
            {
                "orders": list(order_ids),
                "now": timezone.now(),
                "final": sorted(FINAL),
                "gateways": sorted(MAKERS),
                "by_hand": sorted(BY_HAND),
            },
        )


def to_void(now: datetime) -> QuerySet[PaymentTransaction]:
    """The payments of which a gateway is now to be asked."""
    return PaymentTransaction.objects.filter(void_at__lte=now, captured_at=None)


def void_payment(payment_id: int) -> None:
    """Have a gateway let a payment go that is due; safe to repeat and to be killed at any line."""
    payment = _claim(payment_id, timezone.now())
    if payment is None:
        return
    # Outside any transaction: a slow gateway must not hold a lock.
    try:
        voiding = get_gateway(payment.gateway).void(payment.gateway_reference)
    except (OutcomeUnknown, UnknownGateway) as reason:
        logger.warning(
            "A payment may still be held: %s",
            reason,
            extra={"gateway": payment.gateway, "payment": payment.pk},
        )
        return
    _record(payment.pk, voiding)


def _claim(payment_id: int, now: datetime) -> PaymentTransaction | None:
    """Put the next look off first: whoever finds it due goes on, the others do not."""
    payment = to_void(now).filter(pk=payment_id).first()
    if payment is None:
        return None
    mine = PaymentTransaction.objects.filter(pk=payment_id, void_at=payment.void_at).update(
        void_at=next_check(now, payment.void_checks), void_checks=F("void_checks") + 1
    )
    return payment if mine else None


@transaction.atomic
def _record(payment_id: int, voiding: Voiding) -> None:
    payments = PaymentTransaction.objects.select_related("order")
    payment = payments.select_for_update(of=("self",), no_key=True).get(pk=payment_id)
    # Another worker has heard the same, or somebody of the capture.
    if payment.void_at is None or payment.captured_at is not None:
        return
    outcome = voiding.outcome
    payment.void_at = None
    if outcome == VoidOutcome.VOIDED:
        payment.voided_at = timezone.now()
    elif outcome == VoidOutcome.CAPTURED and voiding.currency != payment.currency:
        # Whatever has this reference there, it is not our payment.
        outcome = VoidOutcome.NOT_KNOWN
    elif outcome == VoidOutcome.CAPTURED:
        payment.captured_at = timezone.now()
        # Less than was promised may have been captured.
        payment.amount = voiding.amount
    payment.save(update_fields=["void_at", "voided_at", "captured_at", "amount"])
    record(
        payment.order,
        _EVENTS[outcome],
        actor=Actor.gateway(payment.gateway),
        changes={"payment": (None, payment.pk), "amount": (None, str(payment.amount))},
    )
