"""Telling Finance of a refund that its gateway took back, or paid after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from cancellations.jobs.after_all import PAID_AFTER_ALL
from omnitron.accounts.models import User
from omnitron.core.formats import money_text
from omnitron.core.mailing import mail_is_set_up
from payments.models import Refund
from payments.states import RefundStatus

if TYPE_CHECKING:
    from django.db.models import QuerySet

TAKEN_BACK = "emails/refund_reversed.txt"
PAID = "emails/refund_paid_after_all.txt"


def mail_finance(refund_id: int) -> None:
    """Write to everybody who makes refunds by hand in the order's channel, each in their language.

    Nothing is sent about any other refund, or where there is no mail server.
    """
    refund = Refund.objects.select_related("order__channel").get(pk=refund_id)
    taken_back = refund.status == RefundStatus.REVERSED
    if not (taken_back or refund.failure_code == PAID_AFTER_ALL) or not mail_is_set_up():
        return
    messages = [_message(refund, user, taken_back=taken_back) for user in finance_of(refund)]
    get_connection().send_messages(messages)


def finance_of(refund: Refund) -> QuerySet[User]:
    """The people who make refunds by hand of orders like this one's."""
    return (
        User.objects.filter(
            is_active=True,
            groups__permissions__codename="make_refunds",
            groups__permissions__content_type__app_label="payments",
            channel_access__channel=refund.order.channel_id,
        )
        .exclude(email="")
        .distinct()
        .order_by("pk")
    )


def _message(refund: Refund, user: User, *, taken_back: bool) -> EmailMessage:
    order = refund.order
    with override(user.language):
        context = {
            "refund": refund,
            "order": order,
            "amount": money_text(refund.amount, order.currency),
        }
        if taken_back:
            template, subject = TAKEN_BACK, _("A refund of order %(number)s was taken back")
        else:
            template, subject = PAID, _("A refund of order %(number)s was paid after all")
        text = render_to_string(template, context)
        return EmailMessage(subject % {"number": order.number}, text, to=[user.email])
