"""The seller's word on a return: it goes on, or nothing comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations import tasks
from cancellations.access import get_plan, locked_plan
from cancellations.jobs.answering import confirm_requests
from cancellations.jobs.calling_off import call_off_plan
from cancellations.states import Confirmation, PlanStatus
from omnitron.accounts.panels import OMNITRON, SELLER_CENTER
from omnitron.accounts.permissions import require
from omnitron.core import causes
from omnitron.core.errors import NotFound, Refusal
from omnitron.core.nudging import nudge
from orders.events import Actor, record
from orders.models import OrderEvent, SalesChannel
from orders.services.holding import approve_items

if TYPE_CHECKING:
    from cancellations.models import CancellationPlan
    from omnitron.accounts.models import User


@transaction.atomic
def confirm_plan(
    *, actor: User, plan_id: int, reason: str = "", panel: str = SELLER_CENTER
) -> CancellationPlan:
    """Agree to a return: money moves once the time to undo is over.

    Open to the seller's staff, to the MPO, and with a reason to an operator. Raises `NotFound` for
    anybody else's plan, and `Refusal` for a second answer.
    """
    plan = _lock_unanswered(actor, plan_id, reason, panel)
    seconds = settings.CANCELLATION_UNDO_SECONDS
    plan.executes_at = timezone.now() + timedelta(seconds=seconds)
    _answer(plan, Confirmation.GIVEN, actor)
    approve_items(plan.items.values_list("item_id", flat=True))
    confirm_requests(plan)
    with causes.because_of(f"plan:{plan.pk}"):
        kind = OrderEvent.Kind.PLAN_CONFIRMED
        changes = {"plan": (None, plan.pk)}
        record(plan.order, kind, actor=Actor.of(actor), changes=changes, note=reason.strip())
    nudge(tasks.execute_plan, plan.pk, countdown=seconds)
    return plan


@transaction.atomic
def refuse_plan(
    *, actor: User, plan_id: int, reason: str, panel: str = SELLER_CENTER
) -> CancellationPlan:
    """Refuse a return: its items live on and its money is no longer set aside.

    Open to whom `confirm_plan` is open, and raises as it does; everybody gives a reason.
    """
    plan = _lock_unanswered(actor, plan_id, reason, panel)
    _require_reason(reason)
    _answer(plan, Confirmation.REFUSED, actor)
    kind = OrderEvent.Kind.PLAN_REJECTED
    call_off_plan(plan, PlanStatus.REJECTED, kind, actor=Actor.of(actor), note=reason.strip())
    return plan


def get_unanswered(*, actor: User, plan_id: int, panel: str = SELLER_CENTER) -> CancellationPlan:
    """A return that waits for the person's answer; raises as `confirm_plan` for any other."""
    plan = get_plan(actor, plan_id, panel=panel)
    _require_say(actor, plan, panel)
    _check_unanswered(plan)
    return plan


def _lock_unanswered(actor: User, plan_id: int, reason: str, panel: str) -> CancellationPlan:
    _require_say(actor, get_plan(actor, plan_id, panel=panel), panel)
    if panel == OMNITRON:
        _require_reason(reason)
    plan = locked_plan(plan_id)
    _check_unanswered(plan)
    return plan


def _check_unanswered(plan: CancellationPlan) -> None:
    if plan.confirmation == Confirmation.NONE:
        raise Refusal(_("Plan %(plan)s waits for nobody’s agreement.") % {"plan": plan.pk})
    if plan.confirmation != Confirmation.DUE:
        raise Refusal(
            _("Plan %(plan)s was answered already: agreement %(answer)s.")
            % {"plan": plan.pk, "answer": plan.get_confirmation_display().lower()}
        )
    if plan.status != PlanStatus.WAITING:
        raise Refusal(
            _("Plan %(plan)s can no longer be answered: it is %(status)s.")
            % {"plan": plan.pk, "status": plan.get_status_display().lower()}
        )


def _require_say(actor: User, plan: CancellationPlan, panel: str) -> None:
    """Let the seller's staff and the MPO pass in Seller Center, operators in Omnitron."""
    if panel == OMNITRON:
        require(actor, "cancellations.cancel_items")
        return
    if plan.seller_id in actor.seller_ids:
        return
    if not SalesChannel.objects.marketplaces_of(actor).filter(pk=plan.order.channel_id).exists():
        raise NotFound(_("There is no plan %(plan)s.") % {"plan": plan.pk})
    require(actor, "cancellations.confirm_return")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal(_("Say why: the order log keeps the reason."))


def _answer(plan: CancellationPlan, answer: Confirmation, actor: User) -> None:
    plan.confirmation = answer
    plan.confirmed_by = actor
    plan.confirmed_at = timezone.now()
    plan.save(update_fields=["confirmation", "confirmed_by", "confirmed_at", "executes_at"])
