"""Setting up webhooks. Each function raises `Refusal` for somebody without the permission."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from omnitron.accounts import audit, changing
from omnitron.accounts.permissions import require
from omnitron.core.errors import FieldsRefused
from omnitron.core.nudging import nudge
from orders.models import SalesChannel
from webhooks import tasks
from webhooks.access import lock_webhook
from webhooks.models import Delivery, Webhook
from webhooks.querysets import MANAGE
from webhooks.signing import new_salt
from webhooks.states import DisabledBy

if TYPE_CHECKING:
    from omnitron.accounts.models import User
    from omnitron.core.merging import Values

# Each change of a channel is written down once for each of its active webhooks.
MOST_PER_CHANNEL = 20
# What changed so long before a webhook was off may not have been announced by then: a transaction
# takes its time, and clocks differ. What was announced is not told twice.
UNANNOUNCED = timedelta(hours=1)
# What the log says in the place of a secret.
HIDDEN = "********"


class WebhookValues(TypedDict):
    """What a webhook's form says."""

    url: str
    events: frozenset[str]


@transaction.atomic
def create_webhook(*, actor: User, channel_id: int, **values: Unpack[WebhookValues]) -> Webhook:
    """Add a webhook to a sales channel, for good; it is told of what happens from now on.

    Raises `ValidationError` by field, or `FieldsRefused` for one too many.
    """
    require(actor, MANAGE)
    channel = _channel(actor, channel_id)
    _refuse_too_many(channel)
    webhook = Webhook(channel=channel, created_by=actor)
    changes = changing.save_new(subject=webhook, values=values)
    changes["channel"] = [None, str(channel)]
    audit.record(actor=actor, action=audit.Action.CREATED, subject=webhook, changes=changes)
    return webhook


@transaction.atomic
def change_webhook(
    *, actor: User, pk: int, opened: Values, **values: Unpack[WebhookValues]
) -> Webhook:
    """Change where a webhook leads and what it is told; at a new address what waits is due.

    Raises `BothChanged` or `ValidationError` by field.
    """
    require(actor, MANAGE)
    webhook = lock_webhook(actor, pk)
    before = webhook.url
    changing.change(actor=actor, subject=webhook, opened=opened, mine=values)
    if webhook.url != before:
        _try_now(webhook)
    return webhook


@transaction.atomic
def renew_secret(*, actor: User, pk: int) -> Webhook:
    """Give a webhook another secret; the one before ends at once. Raises `NotFound`."""
    require(actor, MANAGE)
    webhook = lock_webhook(actor, pk)
    webhook.salt = new_salt()
    webhook.save(update_fields=["salt"])
    audit.record(
        actor=actor,
        action=audit.Action.CHANGED,
        subject=webhook,
        changes={"salt": [HIDDEN, HIDDEN]},
    )
    return webhook


@transaction.atomic
def set_active(*, actor: User, pk: int, active: bool) -> Webhook:
    """Tell a webhook nothing more, or go on where it stood; safe to repeat.

    Raises `NotFound`, or `FieldsRefused` where the channel has as many active ones as it may.
    """
    require(actor, MANAGE)
    webhook = lock_webhook(actor, pk)
    if webhook.is_active == active:
        return webhook
    if active:
        _refuse_too_many(webhook.channel)
        _begin_again(webhook)
    else:
        webhook.disabled_at = timezone.now()
        webhook.disabled_by = DisabledBy.PERSON
    webhook.is_active = active
    webhook.save()
    audit.record(
        actor=actor,
        action=audit.Action.CHANGED,
        subject=webhook,
        changes={"is_active": [not active, active]},
    )
    if active:
        _try_now(webhook)
    return webhook


def _begin_again(webhook: Webhook) -> None:
    """What changed while it was not active is looked up from the beginning of that time."""
    off_since = (webhook.disabled_at or timezone.now()) - UNANNOUNCED
    webhook.behind_since = webhook.behind_since or max(webhook.created_at, off_since)
    webhook.behind_kind, webhook.behind_after = "", 0
    webhook.disabled_at, webhook.disabled_by = None, ""
    webhook.failing_since = None


def _try_now(webhook: Webhook) -> None:
    now = timezone.now()
    Delivery.objects.filter(webhook=webhook, next_try_at__gt=now).update(next_try_at=now)
    nudge(tasks.deliver, webhook.pk)


def _channel(actor: User, channel_id: int) -> SalesChannel:
    channels = SalesChannel.objects.visible_to(actor)
    # Locked, so that of two who add the last one the second finds none left.
    channel: SalesChannel | None = (
        channels.select_for_update(no_key=True).filter(pk=channel_id).first()
    )
    if channel is None:
        raise ValidationError({"channel": _("You were given no such sales channel.")})
    return channel


def _refuse_too_many(channel: SalesChannel) -> None:
    if Webhook.objects.filter(channel=channel, is_active=True).count() >= MOST_PER_CHANNEL:
        text = _("%(channel)s has %(count)s active webhooks, which is the most: deactivate one.")
        told = text % {"channel": channel, "count": MOST_PER_CHANNEL}
        raise FieldsRefused({"non_field_errors": [told]})
