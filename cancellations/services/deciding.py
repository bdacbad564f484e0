"""Ending a refund whose outcome no machine could find out: somebody has looked at the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.access import locked_plan, plan_of_refund
from cancellations.jobs.settling import settle_plan
from cancellations.jobs.taking_over import take_over
from cancellations.models import PlanRefund
from omnitron.core import causes
from omnitron.core.errors import Refusal
from orders.access import require
from orders.events import Actor, record
from orders.models import OrderEvent
from payments.jobs.recording import lock_refund
from payments.models import Refund
from payments.states import RefundStatus
from payments.timing import may_be_sent

if TYPE_CHECKING:
    from omnitron.accounts.models import User

CHECKED_BY_HAND = "checked_by_hand"


@transaction.atomic
def decide_unknown(*, actor: User, refund_id: int, reference: str, note: str) -> Refund:
    """Say what the gateway's own panel shows of a refund: its number there, or '' for nothing.

    With a number it has succeeded; without, it is to be made by hand. Raises `NotFound`, and
    `Refusal` while a machine still asks, without a note, and for a number that is another's.
    """
    require(actor, "payments.make_refunds")
    plan = locked_plan(plan_of_refund(actor, refund_id))
    refund = lock_refund(refund_id)
    _check(refund, reference.strip(), note)
    found = bool(reference.strip())
    refund.status = RefundStatus.SUCCEEDED if found else RefundStatus.DECLINED
    refund.gateway_reference = reference.strip()
    refund.failure_code = "" if found else CHECKED_BY_HAND
    refund.next_check_at, refund.settled_at = None, timezone.now()
    refund.save()
    if not found:
        take_over(refund, PlanRefund.objects.get(refund=refund))
    kinds = OrderEvent.Kind
    with causes.because_of(f"plan:{plan.pk}"):
        record(
            plan.order,
            kinds.REFUND_SUCCEEDED if found else kinds.REFUND_DECLINED,
            actor=Actor.of(actor),
            changes={"refund": (None, refund.pk), "amount": (None, str(refund.amount))},
            note=note.strip(),
        )
    settle_plan(plan.pk)
    return refund


def _check(refund: Refund, reference: str, note: str) -> None:
    if refund.status != RefundStatus.UNKNOWN:
        raise Refusal(
            _("The outcome of refund %(refund)s is known: it is %(status)s.")
            % {"refund": refund.pk, "status": refund.get_status_display().lower()}
        )
    if may_be_sent(timezone.now(), refund.first_sent_at):
        raise Refusal(_("The gateway is still being asked about this refund. Look again later."))
    if not note.strip():
        raise Refusal(_("Say what you saw at the gateway: the order log keeps it."))
    same = Refund.objects.filter(gateway=refund.gateway, gateway_reference=reference)
    if reference and same.exists():
        raise Refusal(_("%(number)s is the number of another refund.") % {"number": reference})
