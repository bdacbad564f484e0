"""What a gateway declined is to be made by hand: the reservation passes on without a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancellations.models import CancellationPlan, PlanRefund
from cancellations.planning.by_hand import divided_by_hand
from cancellations.states import ItemOutcome
from payments.models import Refund
from payments.states import RefundMethod, RefundStatus

if TYPE_CHECKING:
    from decimal import Decimal

    from cancellations.models import CancellationPlanItem


def take_over(refund: Refund, link: PlanRefund, *, from_payment: bool = True) -> list[Refund]:
    """Replace a declined refund by refunds by hand, one for each item that it served.

    In the transaction that declined it, so that nobody else can take what it had set aside. With
    `from_payment` false the payment has nothing left: the money must come from elsewhere.
    """
    plan = CancellationPlan.objects.select_related("order").get(pk=link.plan_id)
    refunds, served = [], []
    for plan_item, amount in _parts(plan, refund, link):
        refunds.append(
            Refund(
                order_id=refund.order_id,
                transaction_id=refund.transaction_id if from_payment else None,
                method=RefundMethod.MANUAL,
                status=RefundStatus.NEEDED,
                amount=amount,
                replaces=refund,
                waiting_since=refund.waiting_since,
                failure_code=refund.failure_code,
                failure_text=refund.failure_text,
            )
        )
        served.append(plan_item)
    Refund.objects.bulk_create(refunds)
    PlanRefund.objects.bulk_create(
        [
            PlanRefund(refund=new, plan=plan, plan_item=plan_item)
            for new, plan_item in zip(refunds, served, strict=True)
        ]
    )
    return refunds


def _parts(
    plan: CancellationPlan, refund: Refund, link: PlanRefund
) -> list[tuple[CancellationPlanItem | None, Decimal]]:
    # What was tried again is a part already: of an item, or of the charges.
    if link.plan_item is not None or refund.replaces_id is not None:
        return [(link.plan_item, refund.amount)]
    plan_items = list(plan.items.exclude(outcome=ItemOutcome.RELEASED))
    return divided_by_hand(plan, plan_items, refund.amount)
