"""Who looks after a refund at the manual refund desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.services.by_hand import lock_needed
from omnitron.core.errors import Refusal
from payments.models import ManualRefund, Refund
from payments.states import RefundMethod, RefundStatus

if TYPE_CHECKING:
    from omnitron.accounts.models import User


@transaction.atomic
def claim_refund(*, actor: User, refund_id: int) -> int:
    """Take a refund upon oneself, and all of its plan that nobody looks after; how many these are.

    They are one customer's and mostly one transfer. Again changes nothing. Raises `NotFound`, and
    `Refusal` if the refund itself is somebody else's or no longer to be made.
    """
    plan, (refund,) = lock_needed(actor, [refund_id])
    by_hand = Refund.objects.filter(method=RefundMethod.MANUAL, status=RefundStatus.NEEDED)
    of_plan = list(by_hand.filter(plan_link__plan=plan))
    ManualRefund.objects.bulk_create(
        [ManualRefund(refund=one) for one in of_plan], ignore_conflicts=True
    )
    owner = ManualRefund.objects.select_related("owner").get(refund=refund).owner
    if owner == actor:
        return 0
    if owner is not None:
        raise Refusal(_("%(owner)s looks after this refund already.") % {"owner": owner})
    free = ManualRefund.objects.filter(refund__in=of_plan, owner=None)
    return free.update(owner=actor, owned_at=timezone.now())


@transaction.atomic
def let_refund_go(*, actor: User, refund_id: int) -> None:
    """Leave a refund to others; whoever may make refunds may take it from somebody, too."""
    _plan, (refund,) = lock_needed(actor, [refund_id])
    ManualRefund.objects.filter(refund=refund).update(owner=None, owned_at=None)
