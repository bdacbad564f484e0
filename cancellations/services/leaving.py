"""Ending refunds by hand without sending anything: the gateway has given the money back already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations.jobs.settling import settle_plans
from cancellations.services.by_hand import lock_ticked, tell
from omnitron.core.errors import Refusal
from orders.models import OrderEvent
from payments.states import RefundStatus

if TYPE_CHECKING:
    from collections.abc import Collection

    from omnitron.accounts.models import User


@transaction.atomic
def leave_refunds(*, actor: User, refund_ids: Collection[int], note: str = "") -> None:
    """Say that nothing more is to be sent for refunds of one plan, and finish what waits for them.

    What their payment still has becomes part of the rest. All or none: raises as `lock_ticked`, and
    `Refusal` for one whose payment was not refunded at its gateway.
    """
    plan, refunds = lock_ticked(actor, refund_ids)
    for refund in refunds:
        if not refund.is_in_addition:
            raise Refusal(
                _("Refund %(refund)s was not refunded at the gateway: it is still to be made.")
                % {"refund": refund.pk}
            )
        refund.status = RefundStatus.SUPERSEDED
        refund.settled_at = timezone.now()
        refund.save(update_fields=["status", "settled_at"])
        tell(plan, refund, actor, OrderEvent.Kind.REFUND_LEFT, note=note.strip())
    settle_plans([plan.pk])
