"""Ending a refund whose outcome no machine could find out: somebody has looked at the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.access import locked_plan, plan_of_refund
from cancellations.jobs.settling import settle_plans
from cancellations.jobs.taking_over import take_over
from cancellations.models import PlanRefund
from cancellations.services.by_hand import CHECKED_BY_HAND, PERMISSION, tell
from cancellations.services.looking_up import look_up, require_ours, require_undecided
from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from orders.models import OrderEvent
from payments.jobs.recording import Kind, lock_refund, write_attempt
from payments.states import RefundStatus

if TYPE_CHECKING:
    from cancellations.models import CancellationPlan
    from omnitron.accounts.models import User
    from payments.models import Refund


def record_found(*, actor: User, refund_id: int, reference: str, note: str) -> None:
    """Record that a refund succeeded, as the gateway says of the number that somebody saw there.

    It is asked once more, then all is checked again and written: never within a transaction.
    Raises as `look_up`, and `Refusal` without a note.
    """
    _require_note(note)
    sighting = look_up(actor=actor, refund_id=refund_id, reference=reference)
    with transaction.atomic(durable=True):
        plan, refund = _locked(actor, refund_id)
        require_ours(refund, sighting)
        write_attempt(refund, Kind.ANSWERED, dict(sighting.answer.received))
        refund.status = RefundStatus.SUCCEEDED
        refund.gateway_reference = sighting.answer.reference
        refund.failure_code = ""
        # The gateway's book has it on that day, and so has ours.
        refund.next_check_at, refund.settled_at = None, sighting.booked_at
        refund.save()
        tell(plan, refund, actor, OrderEvent.Kind.REFUND_SUCCEEDED, note=note.strip())
        settle_plans([plan.pk])


@transaction.atomic
def record_not_there(*, actor: User, refund_id: int, note: str) -> Refund:
    """Record that somebody looked and the gateway has no such refund: it is to be made by hand.

    Raises `NotFound`, and `Refusal` while a machine still asks and without a note.
    """
    require(actor, PERMISSION)
    _require_note(note)
    plan, refund = _locked(actor, refund_id)
    refund.status = RefundStatus.DECLINED
    refund.failure_code = CHECKED_BY_HAND
    refund.next_check_at, refund.settled_at = None, timezone.now()
    refund.save()
    take_over(refund, PlanRefund.objects.get(refund=refund))
    tell(plan, refund, actor, OrderEvent.Kind.REFUND_DECLINED, note=note.strip())
    settle_plans([plan.pk])
    return refund


def _locked(actor: User, refund_id: int) -> tuple[CancellationPlan, Refund]:
    plan = locked_plan(plan_of_refund(actor, refund_id))
    refund = lock_refund(refund_id)
    require_undecided(refund)
    return plan, refund


def _require_note(note: str) -> None:
    if not note.strip():
        raise Refusal(_("Say what you saw at the gateway: the order log keeps it."))
