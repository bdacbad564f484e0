"""Taking up what has changed, block by block, for the webhooks of its sales channel."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, Q

from orders.models.revisions import Revision
from webhooks.jobs.payloads import EVENTS
from webhooks.jobs.writing import Change, Hearer, write_deliveries
from webhooks.models import Webhook

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

BLOCK = 1000
# What changed before its channel had a webhook is only marked, so that more of it goes at once.
BLOCK_OF_THE_PAST = 10_000
# A sweep ends in time for the next one.
MOST_SECONDS = 20

# Shared by those who announce; whoever records for a webhook, or sets it up, waits.
_HEARERS = """
    SELECT id, channel_id, created_at, events FROM webhooks_webhook
    WHERE is_active ORDER BY id FOR SHARE
"""

_ANNOUNCED = """
    UPDATE orders_revision AS revision
    SET announced = revision.revision, is_unannounced = false
    FROM jsonb_to_recordset(%s::jsonb) AS taken (kind text, object_id bigint)
    WHERE revision.kind = taken.kind AND revision.object_id = taken.object_id
"""

_LET_LIE = """
    WITH hearing AS (
        SELECT channel_id, min(created_at) AS since FROM webhooks_webhook
        WHERE is_active GROUP BY channel_id
    ), past AS (
        SELECT revision.kind, revision.object_id
        FROM hearing JOIN orders_revision AS revision USING (channel_id)
        WHERE revision.is_unannounced AND revision.changed_at < hearing.since
        LIMIT %s FOR NO KEY UPDATE OF revision SKIP LOCKED
    )
    UPDATE orders_revision AS revision
    SET announced = revision.revision, is_unannounced = false
    FROM past WHERE revision.kind = past.kind AND revision.object_id = past.object_id
"""


def announce() -> None:
    """Write down what every active webhook has to be told; safe to run twice, and side by side."""
    if not Webhook.objects.filter(is_active=True).exists():
        return
    until = time.monotonic() + MOST_SECONDS
    for step in (_let_the_past_lie, _announce_block, _catch_up):
        while step() and time.monotonic() < until:
            pass


def _let_the_past_lie() -> bool:
    """Mark what changed before its channel had a webhook; whether there may be more."""
    with connection.cursor() as cursor:
        cursor.execute(_LET_LIE, [BLOCK_OF_THE_PAST])
        return bool(cursor.rowcount == BLOCK_OF_THE_PAST)


@transaction.atomic
def _announce_block() -> bool:
    """Tell of a block of changes; whether there may be more."""
    hearers = _hearers()
    changes = _taken({hearer.channel_id for hearer in hearers})
    if changes:
        write_deliveries(changes, hearers)
        with connection.cursor() as cursor:
            taken = [{"kind": kind, "object_id": key} for kind, key, *_others in changes]
            cursor.execute(_ANNOUNCED, [json.dumps(taken)])
    return len(changes) == BLOCK


def _hearers() -> list[Hearer]:
    with connection.cursor() as cursor:
        cursor.execute(_HEARERS)
        return [Hearer(*row) for row in cursor.fetchall()]


def _taken(channel_ids: Collection[int]) -> Sequence[Change]:
    """Changes that nobody else announces; what is just changed again is left to the next sweep."""
    unannounced = Revision.objects.filter(is_unannounced=True, channel__in=channel_ids)
    locked = unannounced.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return _changes(locked.order_by("channel_id", "kind", "object_id"))


def _changes(revisions: QuerySet[Revision]) -> Sequence[Change]:
    is_first = ExpressionWrapper(Q(announced=0), output_field=BooleanField())
    columns = ("kind", "object_id", "channel_id", "revision", "changed_at", "is_first")
    rows = revisions.annotate(is_first=is_first).values_list(*columns)
    return [Change(*row) for row in rows[:BLOCK]]


def _catch_up() -> bool:
    """Tell a webhook that is active again of what changed meanwhile; whether there may be more."""
    behind = Webhook.objects.filter(is_active=True, behind_since__isnull=False)
    pk = behind.order_by("pk").values_list("pk", flat=True).first()
    return pk is not None and _catch_up_block(pk)


@transaction.atomic
def _catch_up_block(pk: int) -> bool:
    behind = Webhook.objects.filter(pk=pk, is_active=True, behind_since__isnull=False)
    webhook: Webhook | None = behind.select_for_update(no_key=True).first()
    if webhook is None or webhook.behind_since is None:
        return True
    beyond = Q(kind__gt=webhook.behind_kind) | Q(
        kind=webhook.behind_kind, object_id__gt=webhook.behind_after
    )
    meanwhile = Revision.objects.filter(
        beyond,
        channel=webhook.channel_id,
        changed_at__gte=webhook.behind_since,
        kind__in=EVENTS.keys(),
    )
    changes = _changes(meanwhile.order_by("kind", "object_id"))
    hearer = Hearer(webhook.pk, webhook.channel_id, webhook.behind_since, webhook.events)
    # Whether others were told of an object says nothing about this one.
    write_deliveries([change._replace(is_first=True) for change in changes], [hearer])
    if len(changes) == BLOCK:
        webhook.behind_kind, webhook.behind_after = changes[-1].kind, changes[-1].object_id
    else:
        webhook.behind_since, webhook.behind_kind, webhook.behind_after = None, "", 0
    webhook.save(update_fields=["behind_since", "behind_kind", "behind_after"])
    return True
