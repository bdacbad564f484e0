"""Telling Finance of a refund that its gateway took back: the customer's money is owed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from omnitron.accounts.models import User
from omnitron.core.formats import money_text
from omnitron.core.mailing import mail_is_set_up
from payments.models import Refund
from payments.states import RefundStatus

if TYPE_CHECKING:
    from django.db.models import QuerySet

TEMPLATE = "emails/refund_reversed.txt"


def mail_finance(refund_id: int) -> None:
    """Write to everybody who makes refunds by hand in the order's channel, each in their language.

    Nothing is sent about a refund that was not taken back, or where there is no mail server.
    """
    refund = Refund.objects.select_related("order__channel").get(pk=refund_id)
    if refund.status != RefundStatus.REVERSED or not mail_is_set_up():
        return
    messages = [_message(refund, user) for user in finance_of(refund)]
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


def _message(refund: Refund, user: User) -> EmailMessage:
    order = refund.order
    with override(user.language):
        context = {
            "refund": refund,
            "order": order,
            "amount": money_text(refund.amount, order.currency),
        }
        subject = _("A refund of order %(number)s was taken back") % {"number": order.number}
        return EmailMessage(subject, render_to_string(TEMPLATE, context), to=[user.email])
