"""Letting a plan begin once the time to undo it is over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cancellations.access import locked_plan
from cancellations.jobs.settling import settle_plans
from cancellations.models import CancellationPlan, PlanRefund
from cancellations.states import Confirmation, PlanStatus
from payments.services.setting_aside import request

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONFIRMED = (Confirmation.NONE, Confirmation.GIVEN)


def execute_plan(plan_id: int) -> list[int]:
    """Begin a plan that is due: the refunds that a machine must now send. Safe to repeat.

    A plan that somebody withdrew meanwhile, or that another worker began, is left alone.
    """
    with transaction.atomic():
        if not due_plans().filter(pk=plan_id).exists():
            return []
        plan = locked_plan(plan_id)
        if plan.status != PlanStatus.WAITING or plan.confirmation not in CONFIRMED:
            return []
        plan.status = PlanStatus.REFUNDING
        plan.save(update_fields=["status"])
        links = PlanRefund.objects.filter(plan=plan)
        requested = request(list(links.values_list("refund_id", flat=True)))
        if not requested:
            transaction.on_commit(partial(settle_plans, [plan_id]))
    return requested


def due_plans() -> QuerySet[CancellationPlan]:
    """The plans whose time to undo is over."""
    return CancellationPlan.objects.filter(
        status=PlanStatus.WAITING, confirmation__in=CONFIRMED, executes_at__lte=timezone.now()
    )
