"""Refunds on their way: what a test does with them, and how they stand."""

from django.utils import timezone

from cancellations.jobs.refunding import send_refunds
from payments.models import Refund, RefundAttempt
from payments.states import RefundStatus


def amounts(number):
    """As many amounts, each another."""
    return [f"{10 + step}.00" for step in range(number)]


def submit(refund_ids):
    """Let refunds be as if a worker had just sent them."""
    now = timezone.now()
    rows = Refund.objects.filter(pk__in=refund_ids)
    rows.update(status=RefundStatus.SUBMITTED, claimed_at=now, last_sent_at=now)


def send(plan):
    """Send the only refund of a plan."""
    send_refunds([refund_of(plan).pk])


def refund_of(plan):
    """The only refund of a plan."""
    return Refund.objects.get(plan_link__plan=plan)


def refund_statuses(refund_ids):
    refunds = Refund.objects.filter(pk__in=refund_ids).order_by("pk")
    return list(refunds.values_list("status", flat=True))


def plan_statuses(plans):
    for plan in plans:
        plan.refresh_from_db()
    return [plan.status for plan in plans]


def attempts(refund_id):
    """What happened to a refund, in order."""
    found = RefundAttempt.objects.filter(refund=refund_id).order_by("pk")
    return list(found.values_list("kind", flat=True))


def paid(gateway):
    """The amounts that a gateway has booked."""
    return sorted(line["amount"] for line in gateway.ledger())
