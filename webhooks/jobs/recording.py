"""Writing down what came of deliveries, and whose turn it is then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from omnitron.accounts import audit
from webhooks.models import Webhook
from webhooks.states import DeliveryStatus, DisabledBy
from webhooks.timing import PATIENCE, next_try

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from webhooks.models import Delivery
    from webhooks.sending import Answer

# So many answers of a delivery are kept.
MOST_ANSWERS = 30

# A good answer counts even if its claim has lapsed meanwhile: the receiver has it.
_RECORD = """
    UPDATE webhooks_delivery AS delivery
    SET status = heard.status, attempts = delivery.attempts + 1, claimed_at = NULL,
        next_try_at = heard.next_try_at, ended_at = heard.ended_at,
        last_status_code = heard.code, last_error = heard.error,
        answers = CASE WHEN jsonb_array_length(delivery.answers) < %(most)s THEN delivery.answers
                       ELSE delivery.answers - 0 END || heard.answer
    FROM jsonb_to_recordset(%(heard)s::jsonb) AS heard (
        id bigint, claimed_at timestamptz, status text, next_try_at timestamptz,
        ended_at timestamptz, code smallint, error text, answer jsonb
    )
    WHERE delivery.id = heard.id AND delivery.status = %(waiting)s
        AND (heard.error = '' OR delivery.claimed_at = heard.claimed_at)
    RETURNING delivery.kind, delivery.object_id
"""

# Of each object the first that waits is the next to be sent, and no other one.
_ARM = """
    WITH touched AS (
        SELECT DISTINCT kind, object_id
        FROM jsonb_to_recordset(%(objects)s::jsonb) AS named (kind text, object_id bigint)
    ), first AS (
        SELECT kind, object_id, (
            SELECT min(id) FROM webhooks_delivery AS delivery
            WHERE delivery.webhook_id = %(webhook)s AND delivery.status = %(waiting)s
                AND delivery.kind = touched.kind AND delivery.object_id = touched.object_id
        ) AS id
        FROM touched
    )
    UPDATE webhooks_delivery AS delivery
    SET next_try_at = CASE WHEN delivery.id = first.id THEN %(now)s END
    FROM first
    WHERE delivery.webhook_id = %(webhook)s AND delivery.status = %(waiting)s
        AND delivery.kind = first.kind AND delivery.object_id = first.object_id
        AND (delivery.id = first.id) = (delivery.next_try_at IS NULL)
"""


@transaction.atomic
def record(webhook_id: int, heard: Sequence[tuple[Delivery, Answer]]) -> Webhook:
    """Record answers of one webhook, and say how it stands with it now.

    Under the lock of the webhook, so that whoever announces meanwhile sees what waits.
    """
    webhook: Webhook = Webhook.objects.select_for_update(no_key=True).get(pk=webhook_id)
    now = timezone.now()
    rows = [_row(delivery, answer, now) for delivery, answer in heard]
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD,
            {
                "heard": json.dumps(rows, default=str),
                "most": MOST_ANSWERS,
                "waiting": DeliveryStatus.WAITING,
            },
        )
        touched = cursor.fetchall()
    arm(webhook_id, touched, now)
    _note_health(webhook, [answer.failure is None for _delivery, answer in heard], now)
    return webhook


def arm(webhook_id: int, objects: Iterable[tuple[str, int]], now: datetime) -> None:
    """Let the first delivery of each object that waits be the next; the webhook is locked."""
    named = [{"kind": kind, "object_id": object_id} for kind, object_id in objects]
    if not named:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _ARM,
            {
                "objects": json.dumps(named),
                "webhook": webhook_id,
                "waiting": DeliveryStatus.WAITING,
                "now": now,
            },
        )


def _row(delivery: Delivery, answer: Answer, now: datetime) -> dict[str, Any]:
    error = answer.failure.value if answer.failure else ""
    again = next_try(now, delivery.attempts + 1) if error else None
    if not error:
        status = DeliveryStatus.DELIVERED
    else:
        status = DeliveryStatus.WAITING if again else DeliveryStatus.FAILED
    return {
        "id": delivery.pk,
        "claimed_at": delivery.claimed_at,
        "status": status.value,
        "next_try_at": again,
        "ended_at": None if again else now,
        "code": answer.status,
        "error": error,
        "answer": [
            {
                "at": now.isoformat(),
                "status": answer.status,
                "ms": answer.milliseconds,
                "error": error,
                "text": answer.text,
            }
        ],
    }


def _note_health(webhook: Webhook, taken: Sequence[bool], now: datetime) -> None:
    failing_since = None if any(taken) else webhook.failing_since or now
    if failing_since != webhook.failing_since:
        webhook.failing_since = failing_since
        webhook.save(update_fields=["failing_since"])
    if failing_since and failing_since <= now - PATIENCE and webhook.is_active:
        _disable(webhook, now)


def _disable(webhook: Webhook, now: datetime) -> None:
    webhook.is_active = False
    webhook.disabled_at = now
    webhook.disabled_by = DisabledBy.FAILING
    webhook.save(update_fields=["is_active", "disabled_at", "disabled_by"])
    audit.record(
        actor=None,
        action=audit.Action.CHANGED,
        subject=webhook,
        changes={"is_active": [True, False], "disabled_by": ["", DisabledBy.FAILING.value]},
    )
