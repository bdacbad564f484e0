"""Sending again, and trying out. Each function raises `Refusal` for who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal
from omnitron.core.nudging import nudge
from webhooks import tasks
from webhooks.access import get_delivery, lock_webhook
from webhooks.jobs.recording import arm
from webhooks.models import Delivery, Webhook
from webhooks.querysets import MANAGE
from webhooks.states import DeliveryStatus, Event

if TYPE_CHECKING:
    from omnitron.accounts.models import User

# So many are sent again by one request; the oldest first.
MOST_AT_ONCE = 10_000
TEST_KIND = "test"
# As if they had never been tried; what came back then stays.
AFRESH: dict[str, Any] = {
    "status": DeliveryStatus.WAITING,
    "attempts": 0,
    "ended_at": None,
    "claimed_at": None,
}


@transaction.atomic
def resend(*, actor: User, pk: int) -> Delivery:
    """Send a delivery once more, with the same content and id; one that waits is sent now.

    Raises `NotFound`, or `Refusal` where its webhook is off or an earlier one goes first.
    """
    require(actor, MANAGE)
    webhook = _lock_active(actor, get_delivery(actor, pk).webhook_id)
    # Read again: it may have been sent while somebody else held the webhook.
    delivery = get_delivery(actor, pk)
    _refuse_out_of_turn(delivery)
    if delivery.status == DeliveryStatus.WAITING:
        Delivery.objects.filter(pk=pk).update(next_try_at=timezone.now())
    else:
        Delivery.objects.filter(pk=pk).update(**AFRESH)
        arm(webhook.pk, [(delivery.kind, delivery.object_id)], timezone.now())
    nudge(tasks.deliver, webhook.pk)
    return get_delivery(actor, pk)


@transaction.atomic
def resend_failed(*, actor: User, webhook_pk: int) -> int:
    """Send again all that was given up, `MOST_AT_ONCE` at most; how many it were.

    Raises `NotFound`, or `Refusal` where the webhook is off.
    """
    require(actor, MANAGE)
    webhook = _lock_active(actor, webhook_pk)
    failed = Delivery.objects.filter(webhook=webhook).failed().order_by("pk")
    chosen = list(failed.values_list("pk", "kind", "object_id")[:MOST_AT_ONCE])
    Delivery.objects.filter(pk__in=[pk for pk, _kind, _object in chosen]).update(**AFRESH)
    arm(webhook.pk, {(kind, object_id) for _pk, kind, object_id in chosen}, timezone.now())
    nudge(tasks.deliver, webhook.pk)
    return len(chosen)


@transaction.atomic
def send_test(*, actor: User, pk: int) -> Delivery:
    """Send a webhook something to try it out; a test that still waits is sent now.

    Raises `NotFound`, or `Refusal` where the webhook is off.
    """
    require(actor, MANAGE)
    webhook = _lock_active(actor, pk)
    now = timezone.now()
    tests = Delivery.objects.filter(webhook=webhook, kind=TEST_KIND, object_id=0).waiting()
    delivery: Delivery | None = tests.first()
    if delivery is None:
        delivery = Delivery.objects.create(
            webhook=webhook,
            event=Event.TEST,
            kind=TEST_KIND,
            payload={"test": True},
            next_try_at=now,
        )
    else:
        tests.update(next_try_at=now)
    nudge(tasks.deliver, webhook.pk)
    return delivery


def _lock_active(actor: User, pk: int) -> Webhook:
    webhook = lock_webhook(actor, pk)
    if not webhook.is_active:
        raise Refusal(_("%(webhook)s is not active: activate it first.") % {"webhook": webhook})
    return webhook


def _refuse_out_of_turn(delivery: Delivery) -> None:
    same = Delivery.objects.filter(
        webhook=delivery.webhook_id, kind=delivery.kind, object_id=delivery.object_id
    )
    first = same.waiting().filter(pk__lt=delivery.pk).order_by("pk").first()
    if first is not None:
        raise Refusal(
            _("Delivery %(first)s is about the same and goes first: send that one again.")
            % {"first": first.pk}
        )
