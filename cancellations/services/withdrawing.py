"""Taking a plan back before money moves (X6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cancellations.access import lock_plan
from cancellations.jobs.calling_off import call_off_plan
from cancellations.models import CancellationPlanItem
from cancellations.states import PERMISSION_OF, REJECTING, PlanStatus, Source
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from orders.events import Actor
from orders.models import OrderEvent, OrderItem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cancellations.models import CancellationPlan
    from omnitron.accounts.models import User


@transaction.atomic
def withdraw_plan(*, actor: User, plan_id: int, panel: str = OMNITRON) -> CancellationPlan:
    """Withdraw a plan while it waits: its items live on, its money is no longer set aside.

    A second click changes nothing. In Seller Center only rejections are withdrawn, by whoever may
    reject those items. Raises `NotFound`, and `Refusal` once money is on its way.
    """
    plan = lock_plan(actor, plan_id, panel=panel)
    require(actor, _permission(actor, plan, panel))
    if plan.status == PlanStatus.WITHDRAWN:
        return plan
    if plan.status != PlanStatus.WAITING:
        raise Refusal(
            _("Plan %(plan)s can no longer be withdrawn: it is %(status)s.")
            % {"plan": plan.pk, "status": plan.get_status_display().lower()}
        )
    call_off_plan(plan, PlanStatus.WITHDRAWN, OrderEvent.Kind.PLAN_WITHDRAWN, actor=Actor.of(actor))
    return plan


def _permission(actor: User, plan: CancellationPlan, panel: str) -> str:
    if panel == OMNITRON:
        return PERMISSION_OF[Source.OPERATOR]
    if plan.source not in REJECTING:
        raise Refusal(_("Plan %(plan)s is the brand’s: ask them to undo it.") % {"plan": plan.pk})
    if _of_strangers(actor, [plan]):
        raise Refusal(
            _("Plan %(plan)s is the marketplace’s: ask them to undo it.") % {"plan": plan.pk}
        )
    return PERMISSION_OF[Source.SELLER]


def rejections_to_undo(user: User, plans: Iterable[CancellationPlan]) -> set[int]:
    """Of plans, the keys of those that a person may withdraw now in Seller Center."""
    if not user.has_perm(PERMISSION_OF[Source.SELLER]):
        return set()
    waiting = [
        plan for plan in plans if plan.source in REJECTING and plan.status == PlanStatus.WAITING
    ]
    if not waiting:
        return set()
    return {plan.pk for plan in waiting} - _of_strangers(user, waiting)


def _of_strangers(user: User, plans: Collection[CancellationPlan]) -> set[int]:
    """The keys of plans that are also about items which a person does not see in Seller Center."""
    orders = {plan.order_id for plan in plans}
    seen = OrderItem.objects.visible_to(user, SELLER_CENTER).filter(order__in=orders)
    entries = CancellationPlanItem.objects.filter(plan__in=plans).exclude(item__in=seen)
    return set(entries.values_list("plan", flat=True))
