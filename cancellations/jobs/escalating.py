"""Returns that wait for their seller for too long: shown to the marketplace, which gets a mail."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext, override

from cancellations.jobs.mailing import CLAIM, WORTH_TELLING
from cancellations.models import CancellationPlan
from cancellations.states import Confirmation, PlanStatus
from omnitron.core.isolating import for_all_or_each
from omnitron.core.languages import known_language
from omnitron.core.mailing import mail_is_set_up, send_each
from orders.access import people_of
from orders.events import Actor, Line, write_lines
from orders.models import ChannelAccess, OrderEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from omnitron.accounts.models import User

# What one run takes on; the next one goes on with the rest.
MOST = 500
# A mail names no more orders than somebody reads.
NAMED = 50
# Who sees the marketplace's returns and may answer them.
MAY_ANSWER = ("accounts.view_all_sellers", "cancellations.confirm_return")
# Raw, as an UPDATE of Django does not say which rows it has changed. A seller who answers at the
# same moment is waited for, and the conditions are asked again.
_ESCALATE = """
    UPDATE cancellations_cancellationplan SET escalated_at = %(now)s
    WHERE id = ANY(%(ids)s) AND status = %(waiting)s AND confirmation = %(due)s
        AND escalated_at IS NULL
    RETURNING id, order_id
"""
_CLAIM = """
    UPDATE cancellations_cancellationplan SET escalation_claimed_at = %(now)s
    WHERE id = ANY(%(ids)s) AND escalated_at > %(young)s AND escalation_mailed_at IS NULL
        AND (escalation_claimed_at IS NULL OR escalation_claimed_at < %(lapsed)s)
    RETURNING id
"""


def answer_due(plan: CancellationPlan) -> datetime:
    """By when the seller of a return has to answer."""
    return plan.created_at + timedelta(days=settings.RETURN_ANSWER_DAYS)


def escalate_overdue() -> None:
    """Put the returns to the marketplace that no seller has answered in time, each once."""
    before = timezone.now() - timedelta(days=settings.RETURN_ANSWER_DAYS)
    overdue = CancellationPlan.objects.returns_to_answer()
    overdue = overdue.filter(created_at__lte=before, escalated_at=None)
    keys = list(overdue.order_by("created_at", "pk").values_list("pk", flat=True)[:MOST])
    for_all_or_each(_escalate, keys, what="return")


@transaction.atomic
def _escalate(plan_ids: Collection[int]) -> None:
    values: dict[str, Any] = {
        "ids": list(plan_ids),
        "now": timezone.now(),
        "waiting": PlanStatus.WAITING.value,
        "due": Confirmation.DUE.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ESCALATE, values)
        escalated = cursor.fetchall()
    kind, system = OrderEvent.Kind.RETURN_ESCALATED, Actor.system()
    write_lines(
        Line(order_id, kind, system, changes={"plan": (None, plan_id)}, cause=f"plan:{plan_id}")
        for plan_id, order_id in sorted(escalated)
    )


def untold(now: datetime) -> QuerySet[CancellationPlan]:
    """The escalated returns of which nobody has told the marketplace, or is just telling.

    None where there is no mail server.
    """
    if not mail_is_set_up():
        return CancellationPlan.objects.none()
    free = Q(escalation_claimed_at=None) | Q(escalation_claimed_at__lt=now - CLAIM)
    young = Q(escalated_at__gt=now - WORTH_TELLING)
    return CancellationPlan.objects.filter(free, young, escalation_mailed_at=None)


def mail_marketplace(plan_ids: Collection[int]) -> None:
    """Write to the people of the marketplaces that these returns are of: one mail for each.

    Returns of which somebody has told, or is about to, are left out. Where nobody could be reached,
    or a marketplace has nobody to read, the claim lapses, and a later run tries again; who was not
    reached while others were is left out, so that nobody hears twice.
    """
    now = timezone.now()
    claimed = _claim(plan_ids, now)
    plans = CancellationPlan.objects.filter(pk__in=claimed).select_related("order", "seller")
    by_channel: dict[int, list[CancellationPlan]] = defaultdict(list)
    # Who has answered meanwhile is nothing to write about.
    for plan in plans.returns_to_answer().order_by("created_at", "pk"):
        by_channel[plan.order.channel_id].append(plan)
    readers = _readers(by_channel)
    if not by_channel or send_each([_message(user, found) for user, found in readers]):
        reached = {plan.pk for _user, found in readers for plan in found}
        without_reader = {plan.pk for found in by_channel.values() for plan in found} - reached
        _told(set(claimed) - without_reader)


def _claim(plan_ids: Collection[int], now: datetime) -> list[int]:
    values: dict[str, Any] = {
        "ids": list(plan_ids),
        "now": now,
        "young": now - WORTH_TELLING,
        "lapsed": now - CLAIM,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        return [plan_id for (plan_id,) in cursor.fetchall()]


def _told(plan_ids: Collection[int]) -> None:
    CancellationPlan.objects.filter(pk__in=plan_ids).update(escalation_mailed_at=timezone.now())


def _readers(
    by_channel: dict[int, list[CancellationPlan]],
) -> list[tuple[User, list[CancellationPlan]]]:
    """Each person with the returns of the channels that they were given."""
    people = {user.pk: user for user in people_of(by_channel, *MAY_ANSWER).exclude(email="")}
    given = ChannelAccess.objects.filter(user__in=people, channel__in=by_channel)
    plans: dict[int, list[CancellationPlan]] = defaultdict(list)
    for user_id, channel_id in given.order_by("user_id", "channel_id").values_list(
        "user_id", "channel_id"
    ):
        plans[user_id] += by_channel[channel_id]
    return [(people[user_id], found) for user_id, found in plans.items()]


def _message(user: User, plans: Sequence[CancellationPlan]) -> EmailMessage:
    with override(known_language(user.language)), timezone.override(user.time_zone):
        subject = ngettext(
            "%(count)s return waits for its seller for too long",
            "%(count)s returns wait for their sellers for too long",
            len(plans),
        )
        context = {
            "plans": [(plan, answer_due(plan)) for plan in plans[:NAMED]],
            "more": max(0, len(plans) - NAMED),
        }
        text = render_to_string("emails/returns_escalated.txt", context)
        return EmailMessage(subject % {"count": len(plans)}, text, to=[user.email])
