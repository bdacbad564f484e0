"""Telling the customer that a plan is completed: on success only, after commit, once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from cancellations.models import CancellationPlan
from cancellations.states import PlanStatus, PlanType
from omnitron.core.formats import money_text
from omnitron.core.languages import known_language
from omnitron.core.mailing import mail_is_set_up
from orders.states import Status
from payments.models import Refund
from payments.states import GIVES_BACK

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

CLAIM = timedelta(minutes=10)
# Who was not reached in this time has asked meanwhile.
WORTH_TELLING = timedelta(days=3)
TEMPLATE = "emails/plan_completed"
# Where a plan brings its items.
END: dict[str, Status] = {PlanType.CANCEL: Status.CANCELED, PlanType.REFUND: Status.REFUNDED}


def unmailed(now: datetime) -> QuerySet[CancellationPlan]:
    """The completed plans of which nobody has told the customer, or is just telling.

    None where there is no mail server.
    """
    if not mail_is_set_up():
        return CancellationPlan.objects.none()
    return _unclaimed(now).filter(ended_at__gt=now - WORTH_TELLING).exclude(order__email="")


def mail_customer(plan_id: int) -> None:
    """Write to the customer of a completed plan, unless somebody has or is about to.

    A mail server that refuses leaves the claim to lapse, and a sweep tries again. Whoever is
    killed between the server's word and the last line writes twice: better than never.
    """
    now = timezone.now()
    if not unmailed(now).filter(pk=plan_id).exists():
        return
    if not _unclaimed(now).filter(pk=plan_id).update(mail_claimed_at=now):
        return
    plan = CancellationPlan.objects.select_related("order__channel").get(pk=plan_id)
    message(plan).send()
    # Unless the plan was opened again meanwhile: of its next end the customer hears too.
    _told_by(plan_id, now).update(mailed_at=timezone.now())


def _told_by(plan_id: int, claimed_at: datetime) -> QuerySet[CancellationPlan]:
    return CancellationPlan.objects.filter(
        pk=plan_id, status=PlanStatus.COMPLETED, mail_claimed_at=claimed_at
    )


def _unclaimed(now: datetime) -> QuerySet[CancellationPlan]:
    """By columns of the plan alone.

    A claim over a join is an UPDATE over a subquery, and PostgreSQL does not ask that again for
    whoever had to wait for the row: everybody would win.
    """
    free = Q(mail_claimed_at=None) | Q(mail_claimed_at__lt=now - CLAIM)
    return CancellationPlan.objects.filter(free, status=PlanStatus.COMPLETED, mailed_at=None)


def message(plan: CancellationPlan) -> EmailMultiAlternatives:
    """The mail, as text and as HTML, in the language in which the order was placed."""
    order = plan.order
    with override(known_language(order.language_code)):
        context = contents(plan)
        subject = render_to_string(f"{TEMPLATE}.subject.txt", context).strip()
        mail = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string(f"{TEMPLATE}.txt", context),
            to=[order.email],
        )
        mail.attach_alternative(render_to_string(f"{TEMPLATE}.html", context), "text/html")
    return mail


def contents(plan: CancellationPlan) -> dict[str, Any]:
    """What the mail tells: what was canceled, how much goes back, and which way."""
    order = plan.order
    refunds = Refund.objects.filter(plan_link__plan=plan, status__in=GIVES_BACK)
    paid = list(refunds.select_related("transaction").order_by("pk"))
    # What was really given back: a desk may have closed a refund without sending more.
    amount = sum((refund.amount for refund in paid), Decimal(0))
    return {
        "order": order,
        "name": order.first_name or order.customer_name,
        "channel": order.channel,
        "is_return": plan.plan_type == PlanType.REFUND,
        "amount": money_text(amount, order.currency) if amount else "",
        "is_whole": not order.items.exclude(status=END[plan.plan_type]).exists(),
        "is_unpaid": not order.transactions.filter(captured_at__isnull=False).exists(),
        "items": [
            {"name": entry.item.name, "quantity": entry.item.quantity}
            for entry in plan.items.select_related("item")
        ],
        "ways": [
            {
                "name": _way(refund),
                "amount": money_text(refund.amount, order.currency),
            }
            for refund in paid
        ],
    }


def _way(refund: Refund) -> str:
    payment = refund.transaction
    if payment is None:
        return ""
    name = str(payment.get_payment_type_display())
    return f"{name} {payment.card_mask}".strip()
