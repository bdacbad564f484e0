"""A refund that somebody made in the gateway's own panel, past our plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cancellations.jobs.alarming import Cause, raise_alarm
from cancellations.jobs.taking_over import take_over
from cancellations.models import CancellationPlan, PlanRefund
from orders.events import Actor, record
from orders.models import Order, OrderEvent
from payments.gateways.base import Outcome
from payments.jobs.recording import Kind, write_attempt
from payments.models import PaymentTransaction, Refund
from payments.states import RefundMethod, RefundStatus

if TYPE_CHECKING:
    from decimal import Decimal

    from payments.gateways.base import Answer, Notice

TAKEN_AT_GATEWAY = "taken_at_gateway"
# Those that no machine is working on can make room.
GIVE_WAY = (RefundStatus.REQUESTED, RefundStatus.NEEDED)


def record_external(payment: PaymentTransaction, notice: Notice) -> bool:
    """Record a refund that is not ours; false if others still hold what it took.

    If less is left than is set aside, what was not sent yet goes to the manual desk without a
    payment of its own: the money is gone from this one. Must run in a transaction.
    """
    if notice.answer.outcome != Outcome.SUCCEEDED:
        return True
    list(Order.objects.filter(pk=payment.order_id).select_for_update(no_key=True))
    plans = CancellationPlan.objects.filter(order_id=payment.order_id).order_by("pk")
    list(plans.select_for_update(no_key=True))
    payment = PaymentTransaction.objects.select_for_update(no_key=True).get(pk=payment.pk)
    # Another event about it may have been recorded while this one waited for the locks.
    known = Refund.objects.filter(gateway=payment.gateway)
    if known.filter(gateway_reference=notice.answer.reference).exists():
        return True
    if payment.left_amount < notice.amount and not _make_room(payment, notice.amount):
        return False
    write_external(payment, notice.amount, notice.answer)
    return True


def record_taken_back(payment: PaymentTransaction, notice: Notice) -> None:
    """Record a refund that is not ours and of which its reversal is the first that we hear.

    It takes nothing from its payment, and the news of its success, which comes late, finds it.
    """
    now = timezone.now()
    refund = Refund.objects.create(
        order_id=payment.order_id,
        transaction=payment,
        method=RefundMethod.EXTERNAL,
        gateway=payment.gateway,
        gateway_reference=notice.answer.reference,
        amount=notice.amount,
        status=RefundStatus.REVERSED,
        failure_code=notice.answer.failure_code[:64],
        failure_text=notice.answer.failure_text,
        settled_at=now,
        reversed_at=now,
    )
    write_attempt(refund, Kind.TOLD, dict(notice.answer.received))
    tell_of_reversal(refund)


def tell_of_reversal(refund: Refund) -> None:
    """Let the order log and Finance know that a refund was taken back."""
    kinds = OrderEvent.Kind
    is_external = refund.method == RefundMethod.EXTERNAL
    record(
        refund.order,
        kinds.EXTERNAL_REVERSED if is_external else kinds.REFUND_REVERSED,
        actor=Actor.gateway(refund.gateway),
        changes={"refund": (refund.pk, None), "amount": (str(refund.amount), None)},
        note=refund.failure_text,
    )
    raise_alarm(refund, Cause.TAKEN_BACK)


def _make_room(payment: PaymentTransaction, amount: Decimal) -> bool:
    """Let refunds give way to an amount; where all of them would not do, none does."""
    refunds = Refund.objects.filter(transaction=payment, status__in=GIVE_WAY).order_by("pk")
    held = list(refunds.select_for_update(of=("self",), no_key=True))
    if payment.left_amount + sum(refund.amount for refund in held) < amount:
        return False
    for refund in held:
        give_way(refund, TAKEN_AT_GATEWAY)
    return True


def give_way(refund: Refund, code: str) -> None:
    """Hand what no machine has sent to the desk without a payment: its money is gone from there."""
    by_hand = refund.method == RefundMethod.MANUAL
    refund.status = RefundStatus.SUPERSEDED if by_hand else RefundStatus.DECLINED
    refund.failure_code = code
    refund.next_check_at = None
    refund.settled_at = timezone.now()
    refund.save(update_fields=["status", "failure_code", "next_check_at", "settled_at"])
    take_over(refund, PlanRefund.objects.get(refund=refund), from_payment=False)


def write_external(payment: PaymentTransaction, amount: Decimal, answer: Answer) -> None:
    """Record that the gateway has given so much back, which no refund of ours stands for."""
    refund = Refund.objects.create(
        order_id=payment.order_id,
        transaction=payment,
        method=RefundMethod.EXTERNAL,
        gateway=payment.gateway,
        gateway_reference=answer.reference,
        amount=amount,
    )
    write_attempt(refund, Kind.TOLD, dict(answer.received))
    refund.status = RefundStatus.SUCCEEDED
    refund.settled_at = timezone.now()
    refund.save(update_fields=["status", "settled_at"])
    record(
        refund.order,
        OrderEvent.Kind.REFUND_EXTERNAL,
        actor=Actor.gateway(payment.gateway),
        changes={"refund": (None, refund.pk), "amount": (None, str(refund.amount))},
    )
