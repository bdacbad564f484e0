"""Making something of what a gateway told: an outcome, a reversal, a refund that is not ours."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cancellations.jobs.after_all import PAID_AFTER_ALL, record_paid_after_all
from cancellations.jobs.external import record_external, record_taken_back
from cancellations.jobs.refunding import record_outcomes, settle_plan_of
from cancellations.jobs.reversing import reverse
from payments.jobs.recording import Kind, write_attempt
from payments.models import GatewayNotice, PaymentTransaction, Refund
from payments.notices import mark_handled, unpacked
from payments.timing import next_check

if TYPE_CHECKING:
    from payments.gateways.base import Notice

logger = logging.getLogger(__name__)


def handle_notice(notice_id: int) -> None:
    """Handle a kept notice; twice, late or out of order it changes nothing more.

    What cannot be recorded yet, as a machine is working on other refunds, is left for the next
    sweep.
    """
    kept = GatewayNotice.objects.get(pk=notice_id)
    if kept.handled_at is not None:
        return
    # First of all: one that cannot be handled comes back ever later and keeps no other waiting.
    GatewayNotice.objects.filter(pk=kept.pk, handled_at=None).update(
        tries=F("tries") + 1, next_try_at=next_check(timezone.now(), kept.tries)
    )
    notice = unpacked(kept)
    refund = _refund_of(kept.gateway, notice)
    if refund is None:
        if not _handle_external(kept.gateway, notice):
            return
    elif not _is_about(refund, notice):
        logger.error("A notice tells of refund %s what cannot be: it changes nothing.", refund.pk)
        write_attempt(refund, Kind.TOLD, dict(notice.answer.received))
    elif notice.reversed:
        reverse(refund.pk, notice.answer)
    else:
        record_outcomes({refund.pk: notice.answer}, kind=Kind.TOLD)
        if not record_paid_after_all(refund.pk, notice.answer):
            return
    if refund is not None:
        settle_plan_of(refund.pk)
    mark_handled(kept)


def _is_about(refund: Refund, notice: Notice) -> bool:
    """Whether a notice is about the payment and the amount of a refund of ours."""
    payment = refund.transaction.gateway_reference if refund.transaction else ""
    told = (notice.payment_reference, notice.amount, notice.currency)
    return told == (payment, refund.amount, refund.currency)


def _refund_of(gateway: str, notice: Notice) -> Refund | None:
    """Ours by the gateway's own number, else by our key.

    The key stands for one refund at the gateway. Once that is known, whatever else bears our key
    was made by somebody else, and so was what is about another payment or amount.
    """
    refunds = Refund.objects.filter(gateway=gateway).select_related("order", "transaction")
    if notice.answer.reference:
        found: Refund | None = refunds.filter(gateway_reference=notice.answer.reference).first()
        if found is not None:
            return found
    if notice.key is None:
        return None
    # One that was paid after all has passed its number on to what stands for the money.
    waiting = refunds.filter(gateway_reference="").exclude(failure_code=PAID_AFTER_ALL)
    by_key: Refund | None = waiting.filter(key=notice.key).first()
    return by_key if by_key is not None and _is_about(by_key, notice) else None


def _handle_external(gateway: str, notice: Notice) -> bool:
    """Record a refund that somebody made at the gateway; false if it must wait."""
    payment = PaymentTransaction.objects.filter(
        gateway=gateway, gateway_reference=notice.payment_reference
    ).first()
    if payment is None or payment.currency != notice.currency:
        logger.warning("A notice is about a payment that is not ours.", extra={"gateway": gateway})
        return True
    with transaction.atomic():
        if notice.reversed:
            record_taken_back(payment, notice)
            return True
        return record_external(payment, notice)
