"""Telling Finance of a refund that its gateway took back, or paid after all: after commit, once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cancellations.jobs.mailing import CLAIM, WORTH_TELLING
from omnitron.core.formats import money_text
from omnitron.core.mailing import mail_is_set_up, send_each
from orders.access import people_of
from payments.models import Refund, RefundAlarm
from payments.states import RefundMethod

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from omnitron.accounts.models import User
    from orders.models import Order

logger = logging.getLogger(__name__)

Cause = RefundAlarm.Cause


def raise_alarm(refund: Refund, cause: str) -> None:
    """Have Finance told of a refund, once for each cause; the caller holds the refund's lock."""
    RefundAlarm.objects.get_or_create(refund=refund, cause=cause)


def untold(now: datetime) -> QuerySet[RefundAlarm]:
    """The alarms of which nobody has told Finance, or is just telling.

    None where there is no mail server. By columns of the alarm alone: a claim over a join would be
    everybody's.
    """
    if not mail_is_set_up():
        return RefundAlarm.objects.none()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM)
    young = Q(raised_at__gt=now - WORTH_TELLING)
    return RefundAlarm.objects.filter(free, young, mailed_at=None)


def mail_finance(alarm_id: int) -> None:
    """Write to everybody who makes refunds by hand in the order's channel, each in their language.

    Not if somebody has or is about to. Where nobody could be reached the claim lapses, and a sweep
    tries again; who was not reached while others were is left out, so that nobody hears twice.
    """
    now = timezone.now()
    if not untold(now).filter(pk=alarm_id).update(claimed_at=now):
        return
    alarm = RefundAlarm.objects.select_related("refund__order__channel").get(pk=alarm_id)
    messages = [_message(alarm, user) for user in finance_of(alarm.refund.order)]
    if not messages:
        logger.warning("Nobody makes refunds by hand in %s.", alarm.refund.order.channel)
    if send_each(messages):
        RefundAlarm.objects.filter(pk=alarm_id).update(mailed_at=timezone.now())


def finance_of(order: Order) -> QuerySet[User]:
    """The people who make refunds by hand of orders like this one."""
    people = people_of([order.channel_id], "payments.make_refunds")
    return people.exclude(email="").order_by("pk")


def _message(alarm: RefundAlarm, user: User) -> EmailMessage:
    refund, order = alarm.refund, alarm.refund.order
    with override(user.language):
        context = {
            "refund": refund,
            "order": order,
            "amount": money_text(refund.amount, order.currency),
        }
        name, subject = _words(alarm)
        text = render_to_string(f"emails/{name}.txt", context)
        return EmailMessage(subject % {"number": order.number}, text, to=[user.email])


def _words(alarm: RefundAlarm) -> tuple[str, str]:
    """The template and the subject of a mail."""
    if alarm.cause == Cause.PAID_AFTER_ALL:
        return "refund_paid_after_all", _("A refund of order %(number)s was paid after all")
    if alarm.refund.method == RefundMethod.EXTERNAL:
        return (
            "external_refund_reversed",
            _("A refund that was made at the gateway for order %(number)s was taken back"),
        )
    return "refund_reversed", _("A refund of order %(number)s was taken back")
