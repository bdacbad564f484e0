"""The manual refund desk (X7): that a refund was made, another try of its gateway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cancellations import tasks
from cancellations.access import locked_plan, plans_of_refunds
from cancellations.jobs.settling import settle_plans
from cancellations.models import CancellationPlan, PlanRefund
from cancellations.planning.accounts import destination
from cancellations.services.checking_evidence import (
    require_after_order,
    require_evidence,
    require_wanted,
)
from cancellations.states import PlanStatus
from omnitron.accounts.permissions import require
from omnitron.core import causes
from omnitron.core.errors import Conflict, Refusal
from omnitron.core.nudging import nudge
from orders.events import Actor, record
from orders.models import OrderEvent
from payments.jobs.recording import lock_refunds
from payments.models import ManualRefund, Refund
from payments.proofs import kept
from payments.states import RefundMethod, RefundStatus

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

    from omnitron.accounts.models import User

# Somebody looked at the gateway and did not find it.
CHECKED_BY_HAND = "checked_by_hand"
PERMISSION = "payments.make_refunds"


@dataclass(frozen=True)
class Evidence:
    """How a refund was made, as whoever made it says."""

    reference: str
    made_on: date
    note: str = ""
    proof: UploadedFile[Any] | None = None
    # On top of what somebody gave back in the gateway's own panel.
    in_addition: bool = False


def make_refunds(
    *, actor: User, refund_ids: Collection[int], evidence: Evidence, sent_to: str | None = None
) -> None:
    """Record that refunds of one plan were made by hand, and finish what waited for them.

    All or none: raises as `lock_ticked`, `Refusal` for evidence that cannot be and for what was
    refunded at the gateway already, unless the customer is to get it in addition, and `Conflict`
    where `sent_to`, the `destination` that was shown, is another one by now.
    """
    require(actor, PERMISSION)
    require_evidence(evidence)
    # The file is written before anything is locked, and goes if the rows are not written.
    with kept(evidence.proof) as proof, transaction.atomic():
        plan, refunds = _lock_makeable(actor, refund_ids, evidence)
        if sent_to is not None:
            _require_sent_there(plan, refund_ids, sent_to)
        for refund in refunds:
            _make(plan, refund, actor, evidence, proof)
        settle_plans([plan.pk])


@transaction.atomic
def check_refunds(*, actor: User, refund_ids: Collection[int], evidence: Evidence) -> None:
    """Raise what `make_refunds` would raise, and change nothing."""
    require(actor, PERMISSION)
    require_evidence(evidence)
    _lock_makeable(actor, refund_ids, evidence)


def _lock_makeable(
    actor: User, refund_ids: Collection[int], evidence: Evidence
) -> tuple[CancellationPlan, list[Refund]]:
    plan, refunds = lock_ticked(actor, refund_ids)
    require_after_order(plan.order, evidence)
    for refund in refunds:
        require_wanted(refund, evidence)
    return plan, refunds


def _require_sent_there(plan: CancellationPlan, refund_ids: Collection[int], sent_to: str) -> None:
    links = PlanRefund.objects.filter(plan=plan, refund__in=refund_ids)
    if destination(links.select_related("plan", "plan_item")) != sent_to:
        raise Conflict(
            _(
                "The account was put right meanwhile. Look where the money went: what is recorded"
                " as made cannot be corrected."
            )
        )


def lock_ticked(actor: User, refund_ids: Collection[int]) -> tuple[CancellationPlan, list[Refund]]:
    """Refunds of one plan that are to be made by hand, locked after their order and plan.

    Raises `NotFound`, and `Refusal` for none, for one that is no longer to be made or that somebody
    else looks after, and for refunds of different plans.
    """
    if not refund_ids:
        raise Refusal(_("Tick what has been refunded."))
    plan, refunds = lock_needed(actor, refund_ids)
    require_unclaimed(actor, refunds)
    return plan, refunds


def require_unclaimed(actor: User, refunds: Collection[Refund]) -> None:
    """Raise `Refusal` for a refund that somebody else looks after."""
    owned = ManualRefund.objects.filter(refund__in=refunds).exclude(owner=None)
    theirs = owned.exclude(owner=actor).select_related("owner").order_by("pk").first()
    if theirs is not None:
        raise Refusal(
            _("%(owner)s looks after refund %(refund)s: it has to be let go at the desk first.")
            % {"owner": theirs.owner, "refund": theirs.pk}
        )


def was_declined_by_gateway(refund: Refund) -> bool:
    """Whether what a refund by hand took over was declined by the gateway's own word.

    What somebody only did not find there may still be booked, and a new key would pay it twice.
    """
    declined = refund.replaces
    return (
        declined is not None
        and declined.status == RefundStatus.DECLINED
        and declined.failure_code != CHECKED_BY_HAND
        and refund.transaction_id is not None
    )


@transaction.atomic
def try_gateway_again(*, actor: User, refund_id: int) -> Refund:
    """Hand a declined refund to its gateway once more, with a new key.

    Raises `NotFound`, and `Refusal` unless the gateway itself had declined it, or if somebody else
    looks after it.
    """
    plan, (refund,) = lock_needed(actor, [refund_id])
    require_unclaimed(actor, [refund])
    declined = refund.replaces
    if declined is None or not was_declined_by_gateway(refund):
        raise Refusal(_("No gateway has declined this refund, so none can be tried again."))
    refund.status = RefundStatus.SUPERSEDED
    refund.settled_at = timezone.now()
    refund.save(update_fields=["status", "settled_at"])
    again = Refund.objects.create(
        order_id=refund.order_id,
        transaction_id=refund.transaction_id,
        method=declined.method,
        gateway=declined.gateway,
        amount=refund.amount,
        replaces=refund,
        waiting_since=refund.waiting_since,
    )
    served = PlanRefund.objects.get(refund=refund)
    PlanRefund.objects.create(refund=again, plan=plan, plan_item_id=served.plan_item_id)
    Refund.objects.filter(pk=again.pk).update(
        status=RefundStatus.REQUESTED, next_check_at=timezone.now()
    )
    if plan.status == PlanStatus.MANUAL_REFUND_NEEDED:
        plan.status = PlanStatus.REFUNDING
        plan.save(update_fields=["status"])
    tell(plan, again, actor, OrderEvent.Kind.GATEWAY_TRIED_AGAIN)
    nudge(tasks.send_refunds, [again.pk])
    return again


def lock_needed(actor: User, refund_ids: Collection[int]) -> tuple[CancellationPlan, list[Refund]]:
    """Refunds of one plan that are to be made by hand, locked after their order and their plan.

    Raises `NotFound`, and `Refusal` for one that is no longer to be made and for different plans.
    """
    require(actor, PERMISSION)
    plans = set(plans_of_refunds(actor, refund_ids).values())
    # Before anything is locked: two plans may be of two orders, locked by others the other way.
    if len(plans) > 1:
        raise Refusal(_("These refunds are of different plans: record one plan at a time."))
    plan = locked_plan(plans.pop())
    refunds = lock_refunds(refund_ids)
    for refund in refunds:
        if refund.method != RefundMethod.MANUAL or refund.status != RefundStatus.NEEDED:
            raise Refusal(
                _("Refund %(refund)s is not to be made by hand: it is %(status)s.")
                % {"refund": refund.pk, "status": refund.get_status_display().lower()}
            )
    return plan, refunds


def _make(
    plan: CancellationPlan, refund: Refund, actor: User, evidence: Evidence, proof: str
) -> None:
    manual, _created = ManualRefund.objects.get_or_create(refund=refund)
    manual.made_by, manual.made_on = actor, evidence.made_on
    manual.reference, manual.note = evidence.reference.strip(), evidence.note.strip()
    if evidence.proof is not None:
        # Refunds of one transfer share its proof.
        manual.proof, manual.proof_name = proof, evidence.proof.name or ""
    manual.save()
    refund.status = RefundStatus.MADE
    refund.settled_at = timezone.now()
    refund.save(update_fields=["status", "settled_at"])
    kind = OrderEvent.Kind.REFUND_MADE
    tell(plan, refund, actor, kind, note=manual.note, with_proof=bool(proof))


def tell(
    plan: CancellationPlan,
    refund: Refund,
    actor: User,
    kind: str,
    *,
    note: str = "",
    with_proof: bool = False,
) -> None:
    """Write into the order log what somebody did about a refund."""
    changes: dict[str, tuple[Any, Any]] = {
        "refund": (None, refund.pk),
        "amount": (None, str(refund.amount)),
    }
    if with_proof:
        changes["proof"] = (None, True)
    with causes.because_of(f"plan:{plan.pk}"):
        record(plan.order, kind, actor=Actor.of(actor), changes=changes, note=note)
