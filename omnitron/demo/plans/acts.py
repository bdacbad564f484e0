"""What happens to plans in scenes, each by the service or the job that it is in the product."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import send_refunds
from cancellations.jobs.settling import settle_plans
from cancellations.services.by_hand import Evidence, make_refunds, try_gateway_again
from cancellations.services.claiming import claim_refund
from cancellations.services.confirming import confirm_plan, refuse_plan
from cancellations.services.withdrawing import withdraw_plan
from omnitron.demo.lists import plans as words
from payments.models import Refund
from payments.states import RefundStatus

if TYPE_CHECKING:
    from cancellations.models import CancellationPlan
    from omnitron.accounts.models import User
    from omnitron.demo.plans.play import Play

JUST_NOW = timedelta(minutes=2)


def wait(play: Play) -> None:
    """Hours or days go by."""
    play.wait()


def just_now(play: Play) -> None:
    """The next act was two minutes ago."""
    play.moment = timezone.now() - JUST_NOW


def now(play: Play) -> None:
    """It is the real time: a gateway books what it is sent when it is sent."""
    play.moment = None


def withdraw(play: Play) -> None:
    """Somebody clicks Undo in time."""
    play.wait(seconds=6)
    for plan in play.plans:
        with play.clock():
            withdraw_plan(actor=play.stage.people["operator"], plan_id=plan.pk)


def refuse(play: Play) -> None:
    """The seller does not take the goods back."""
    for plan in play.plans:
        reason = play.draw.choice(words.REFUSALS)
        with play.clock():
            refuse_plan(actor=_who_answers(play, plan), plan_id=plan.pk, reason=reason)


def confirm(play: Play) -> None:
    """The seller takes the goods back."""
    for plan in play.plans:
        with play.clock():
            confirm_plan(actor=_who_answers(play, plan), plan_id=plan.pk)


def begin(play: Play) -> None:
    """The time to undo is over: refunds are sent, and plans settled.

    What the scene says of the sandbox happens to the first refund of each plan.
    """
    play.wait(seconds=15)
    for plan in play.plans:
        with play.clock():
            refund_ids = execute_plan(plan.pk)
            if refund_ids and play.scene.sandbox:
                play.stage.sandbox_does(play.scene.sandbox)
            for refund_id in refund_ids:
                send_refunds([refund_id])
            settle_plans([plan.pk])


def claim(play: Play) -> None:
    """Finance takes what is to be made by hand upon itself."""
    with play.clock():
        for refund_id in _needed(play):
            claim_refund(actor=play.stage.people["finance"], refund_id=refund_id)


def make(play: Play) -> None:
    """Finance makes what is to be made by hand."""
    with play.clock():
        reference = words.REFERENCE.format(number=play.draw.randint(10_000, 99_999))
        evidence = Evidence(reference=reference, made_on=timezone.localdate())
        finance = play.stage.people["finance"]
        make_refunds(actor=finance, refund_ids=_needed(play), evidence=evidence)


def try_again(play: Play) -> None:
    """Finance has the gateway try once more what it declined."""
    for refund_id in _needed(play):
        again = try_gateway_again(actor=play.stage.people["finance"], refund_id=refund_id)
        send_refunds([again.pk])


def _who_answers(play: Play, plan: CancellationPlan) -> User:
    """The seller's own staff, where the demo has some; else the MPO."""
    seller = play.stage.people["seller"]
    return seller if plan.seller_id in seller.seller_ids else play.stage.people["mpo"]


def _needed(play: Play) -> list[int]:
    needed = Refund.objects.filter(plan_link__plan__in=play.plans, status=RefundStatus.NEEDED)
    return list(needed.order_by("pk").values_list("pk", flat=True))
