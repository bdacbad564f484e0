"""The queue `refunds`: each task does one thing that may be done again."""

from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone

from cancellations.jobs.alarming import mail_finance as alarm
from cancellations.jobs.counting_rests import count_rests as count
from cancellations.jobs.escalating import MOST, untold
from cancellations.jobs.escalating import escalate_overdue as escalate
from cancellations.jobs.escalating import mail_marketplace as tell_marketplace
from cancellations.jobs.executing import execute_plan as execute
from cancellations.jobs.mailing import mail_customer as mail
from cancellations.jobs.noticing import handle_notice as handle
from cancellations.jobs.refunding import ask_refund as ask
from cancellations.jobs.refunding import send_refunds as send
from cancellations.jobs.refunding import with_others_due
from cancellations.jobs.settling import settle_plans as settle
from cancellations.jobs.sweeping import sweep as find_lost
from omnitron.core.nudging import nudge
from payments.jobs.voiding import void_payment as void

# So few that several workers share what a sweep has found, and so many that the first and the last
# moments of a task, in which fewer calls are under way than could be, hardly count.
IN_ONE_TASK = 200


@shared_task
def execute_plan(plan_id: int) -> None:
    """Begin a plan and send its refunds."""
    if refund_ids := execute(plan_id):
        nudge(send_refunds, refund_ids)


@shared_task
def send_refunds(refund_ids: list[int]) -> None:
    """Send refunds, and others that are due."""
    send(with_others_due(refund_ids, IN_ONE_TASK))


@shared_task
def ask_refund(refund_id: int) -> None:
    """Ask about one refund."""
    ask(refund_id)


@shared_task
def settle_plans(plan_ids: list[int]) -> None:
    """Finish plans as far as their refunds have come."""
    settle(plan_ids)


@shared_task
def handle_notice(notice_id: int) -> None:
    """Make something of what a gateway told."""
    handle(notice_id)


@shared_task
def mail_finance(alarm_id: int) -> None:
    """Tell Finance of a refund that was taken back, or paid after all."""
    alarm(alarm_id)


@shared_task
def mail_customer(plan_id: int) -> None:
    """Tell the customer that a plan is completed."""
    mail(plan_id)


@shared_task
def escalate_returns() -> None:
    """Put returns to the marketplace that their sellers have not answered in time, and tell it."""
    escalate()
    plan_ids = list(untold(timezone.now()).order_by("pk").values_list("pk", flat=True)[:MOST])
    if plan_ids:
        nudge(mail_marketplace, plan_ids)


@shared_task
def mail_marketplace(plan_ids: list[int]) -> None:
    """Tell the marketplace of returns that were put to it."""
    tell_marketplace(plan_ids)


@shared_task
def void_payment(payment_id: int) -> None:
    """Have a gateway let one payment go."""
    void(payment_id)


@shared_task
def count_rests() -> None:
    """Count anew which orders have a rest."""
    count()


@shared_task
def sweep() -> None:
    """Take up again what was lost on its way."""
    found = find_lost()
    for task, keys in (
        (execute_plan, found.plans),
        (ask_refund, found.to_ask),
        (handle_notice, found.notices),
        (mail_customer, found.to_mail),
        (mail_finance, found.alarms),
        (void_payment, found.to_void),
    ):
        for key in keys:
            remind(task, key)
    for start in range(0, len(found.to_send), IN_ONE_TASK):
        remind(send_refunds, found.to_send[start : start + IN_ONE_TASK])
    for start in range(0, len(found.to_settle), IN_ONE_TASK):
        remind(settle_plans, found.to_settle[start : start + IN_ONE_TASK])


def remind(task: Task[Any, Any], key: int | list[int]) -> None:
    """Nudge, until the next sweep reminds again: two reminders of one row only fill the queue."""
    nudge(task, key, expires=settings.REFUND_SWEEP_SECONDS)
