"""Who sends what: one worker for a webhook at a time, and each delivery by one alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils import timezone

from webhooks.models import Delivery, Webhook
from webhooks.states import DeliveryStatus
from webhooks.timing import lapsed_before

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

# Over the row's own columns, and passing over what another worker is just claiming.
_CLAIM = """
    WITH due AS (
        SELECT id FROM webhooks_delivery
        WHERE webhook_id = %(webhook)s AND next_try_at <= %(now)s
            AND (claimed_at IS NULL OR claimed_at < %(lapsed_before)s)
        ORDER BY next_try_at, id LIMIT %(most)s FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE webhooks_delivery AS delivery SET claimed_at = %(now)s
    FROM due WHERE delivery.id = due.id AND delivery.status = %(waiting)s
    RETURNING delivery.id
"""


def claim_webhook(webhook_id: int) -> Webhook | None:
    """Begin to send for a webhook; none where somebody does, or it is not active."""
    now = timezone.now()
    until = now + timedelta(seconds=settings.WEBHOOK_LEASE_SECONDS)
    if not Webhook.objects.unclaimed(now).filter(pk=webhook_id).update(sending_until=until):
        return None
    webhook: Webhook = Webhook.objects.get(pk=webhook_id)
    return webhook


def release_webhook(webhook: Webhook) -> None:
    """Let the next one send for it, unless another has begun meanwhile."""
    held = Webhook.objects.filter(pk=webhook.pk, sending_until=webhook.sending_until)
    held.update(sending_until=None)


def claim_deliveries(webhook_id: int, most: int) -> Sequence[Delivery]:
    """Claim so many deliveries that are due, at most; a claim that lapses is another's."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "webhook": webhook_id,
                "now": now,
                "lapsed_before": lapsed_before(now),
                "most": most,
                "waiting": DeliveryStatus.WAITING,
            },
        )
        claimed = [pk for (pk,) in cursor.fetchall()]
    return _read(claimed, now) if claimed else []


def _read(claimed: list[int], now: datetime) -> list[Delivery]:
    # What was claimed again since is another worker's.
    mine = Delivery.objects.filter(pk__in=claimed, claimed_at=now)
    return list(mine.select_related("webhook").defer("answers").order_by("pk"))
