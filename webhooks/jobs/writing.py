"""Writing one delivery for each webhook that wants to know of a change, in one statement."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.utils import timezone

from webhooks.jobs.payloads import EVENTS, told_of
from webhooks.states import DeliveryStatus
from webhooks.timing import moment_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

# Of an object that waits already the new delivery has no turn yet. Whoever has a turn to give
# holds the webhooks' rows, and so does whoever calls this.
_WRITE = """
    INSERT INTO webhooks_delivery (webhook_id, event, kind, object_id, order_id, revision, payload,
        status, attempts, next_try_at, last_error, answers, created_at)
    SELECT hearer.id, news.event, told.kind, told.object_id, told.order_id, told.revision,
        told.payload, %(waiting)s, 0,
        CASE WHEN NOT EXISTS (
            SELECT FROM webhooks_delivery AS before
            WHERE before.webhook_id = hearer.id AND before.status = %(waiting)s
                AND before.kind = told.kind AND before.object_id = told.object_id
        ) THEN %(now)s END,
        '', '[]', %(now)s
    FROM jsonb_to_recordset(%(told)s::jsonb) AS told (
        kind text, object_id bigint, channel_id bigint, order_id bigint, revision bigint,
        changed_at timestamptz, created_at timestamptz, is_first boolean, payload jsonb,
        first_event text, later_event text
    )
    JOIN jsonb_to_recordset(%(hearers)s::jsonb) AS hearer (
        id bigint, channel_id bigint, since timestamptz, events text[]
    ) ON hearer.channel_id = told.channel_id AND told.changed_at >= hearer.since
    CROSS JOIN LATERAL (
        SELECT CASE WHEN told.is_first AND told.created_at >= hearer.since AND NOT EXISTS (
            SELECT FROM webhooks_delivery AS before
            WHERE before.webhook_id = hearer.id
                AND before.kind = told.kind AND before.object_id = told.object_id
        ) THEN told.first_event ELSE told.later_event END AS event
    ) AS news
    WHERE news.event = ANY(hearer.events)
    ORDER BY told.changed_at
    ON CONFLICT (webhook_id, kind, object_id, revision) DO NOTHING
"""


class Change(NamedTuple):
    """An object as it was counted; `is_first` says that nobody was told of it before."""

    kind: str
    object_id: int
    channel_id: int
    revision: int
    changed_at: datetime
    is_first: bool


class Hearer(NamedTuple):
    """A webhook that is told, and of changes since when."""

    id: int
    channel_id: int
    since: datetime
    events: Collection[str]


def write_deliveries(changes: Sequence[Change], hearers: Sequence[Hearer]) -> None:
    """Write what the webhooks have to be told of these changes; safe to repeat.

    The caller holds the webhooks' rows.
    """
    told = list(_told(_heard(changes, hearers)))
    if not told:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "told": json.dumps(told),
                "hearers": json.dumps([_as_json(hearer) for hearer in hearers]),
                "waiting": DeliveryStatus.WAITING,
                "now": timezone.now(),
            },
        )


def _heard(changes: Sequence[Change], hearers: Sequence[Hearer]) -> Iterator[Change]:
    """The changes that anybody may have to be told of: nothing is read of the others."""
    for change in changes:
        if change.kind not in EVENTS:
            continue
        names = set(EVENTS[change.kind])
        if any(
            hearer.channel_id == change.channel_id
            and hearer.since <= change.changed_at
            and names & set(hearer.events)
            for hearer in hearers
        ):
            yield change


def _told(changes: Iterator[Change]) -> Iterator[dict[str, Any]]:
    by_kind: dict[str, dict[int, Change]] = defaultdict(dict)
    for change in changes:
        by_kind[change.kind][change.object_id] = change
    for kind, found in by_kind.items():
        for told in told_of(kind, found.keys()):
            change = found[told.object_id]
            modified = moment_text(change.changed_at)
            yield {
                **change._asdict(),
                "changed_at": modified,
                "order_id": told.order_id,
                "created_at": moment_text(told.created_at),
                "payload": {**told.payload, "modified_date": modified},
                "first_event": EVENTS[kind].first.value,
                "later_event": EVENTS[kind].later.value,
            }


def _as_json(hearer: Hearer) -> dict[str, Any]:
    since = moment_text(hearer.since)
    return {**hearer._asdict(), "since": since, "events": sorted(hearer.events)}
