"""Writing down what a batch has taken over and what became of it, all at once.

The rows of actions are locked by content type and key, whoever writes them. Revisions come last and
are never waited for: who changes an order may hold its revision and wait for ours.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection

from integrations.feeds import KINDS_SQL
from integrations.jobs.giving_back import give_back
from integrations.states import ActionStatus, BatchStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.models import BatchRequest
    from integrations.services.naming import NamedObject

_GIVEN = """
    jsonb_to_recordset(%(objects)s::jsonb) AS given (
        content_type text, object_id bigint, version_date timestamptz,
        remote_id text, failed_reason_type text, is_new boolean)
"""
_LOCK = f"""
    SELECT FROM integrations_integrationaction AS action
    WHERE local_batch_id = %(number)s OR (channel_id = %(channel)s
        AND (content_type, object_id) IN (SELECT content_type, object_id FROM {_GIVEN}))
    ORDER BY content_type, object_id
    FOR NO KEY UPDATE
"""
_ENTER = f"""
    INSERT INTO integrations_batchobject
        (batch_id, content_type, object_id, version_date, gives_back)
    SELECT %(batch)s, content_type, object_id, version_date, false
    FROM {_GIVEN} ORDER BY content_type, object_id
    ON CONFLICT (batch_id, content_type, object_id) DO NOTHING
    RETURNING content_type, object_id
"""
# What another batch has taken over since is that one's; of it only its name there is learned.
_KEEP = f"""
    INSERT INTO integrations_integrationaction AS action (channel_id, content_type, object_id,
        remote_id, version_date, status, failed_reason_type, local_batch_id, state,
        created_at, modified_at)
    SELECT %(channel)s, content_type, object_id, remote_id, version_date,
        CASE WHEN failed_reason_type <> '' THEN '{ActionStatus.ERROR}' ELSE %(status)s END,
        failed_reason_type, CASE WHEN is_new THEN %(number)s::uuid END, '{{}}', now(), now()
    FROM {_GIVEN} ORDER BY content_type, object_id
    ON CONFLICT (channel_id, content_type, object_id) DO UPDATE SET
        remote_id = coalesce(nullif(excluded.remote_id, ''), action.remote_id),
        version_date = CASE WHEN excluded.local_batch_id IS NULL
            THEN action.version_date ELSE excluded.version_date END,
        status = CASE WHEN %(number)s IN (excluded.local_batch_id, action.local_batch_id)
            THEN excluded.status ELSE action.status END,
        failed_reason_type = CASE
            WHEN %(number)s IN (excluded.local_batch_id, action.local_batch_id)
            THEN excluded.failed_reason_type ELSE action.failed_reason_type END,
        local_batch_id = coalesce(excluded.local_batch_id, action.local_batch_id),
        modified_at = excluded.modified_at
"""
_FINISH = f"""
    UPDATE integrations_integrationaction SET status = %(status)s, modified_at = now()
    WHERE local_batch_id = %(number)s AND status = '{ActionStatus.PROCESSING}'
"""
_FAILED = f"""
    UPDATE integrations_batchobject AS object SET gives_back = true
    WHERE batch_id = %(batch)s AND content_type IN (SELECT name FROM (VALUES {KINDS_SQL})
            AS feed (name, kind))
        AND (%(all)s OR (content_type, object_id) IN (
            SELECT content_type, object_id FROM {_GIVEN} WHERE failed_reason_type <> ''))
"""
# By the version that the client has, never by time: what changed since is given again. What is
# being changed right now, and is locked by that, comes again anyway.
_ACKNOWLEDGE = f"""
    WITH known AS MATERIALIZED (
        SELECT revision.kind, revision.object_id
        FROM {_GIVEN}
        JOIN (VALUES {KINDS_SQL}) AS feed (name, kind) ON feed.name = given.content_type
        JOIN orders_revision AS revision
            ON revision.kind = feed.kind AND revision.object_id = given.object_id
                AND revision.changed_at = given.version_date
        WHERE is_new AND failed_reason_type = ''
            AND revision.channel_id = %(channel)s AND revision.is_due
        FOR NO KEY UPDATE OF revision SKIP LOCKED
    )
    UPDATE orders_revision AS revision
    SET acknowledged = revision.revision, is_due = false
    FROM known
    WHERE revision.kind = known.kind AND revision.object_id = known.object_id
"""
_OUTCOMES = {
    BatchStatus.DONE: ActionStatus.SUCCESS,
    BatchStatus.FAIL: ActionStatus.ERROR,
}


def take_over(batch: BatchRequest, named: Sequence[NamedObject]) -> None:
    """Keep the objects that a batch names, in order and each once, as its status says.

    The caller holds the batch's lock and has found all objects to be of its sales channel.
    """
    outcome = _OUTCOMES.get(BatchStatus(batch.status))
    rows = [each.as_row() for each in named]
    values: dict[str, Any] = {
        "objects": json.dumps(rows),
        "batch": batch.pk,
        "channel": batch.channel_id,
        "number": batch.local_batch_id,
        "status": outcome or ActionStatus.PROCESSING,
        "all": batch.status == BatchStatus.FAIL,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, values)
        new = set()
        if batch.status != BatchStatus.FAIL:
            cursor.execute(_ENTER, values)
            new = set(cursor.fetchall())
        for row in rows:
            row["is_new"] = (row["content_type"], row["object_id"]) in new
        values["objects"] = json.dumps(rows)
        cursor.execute(_KEEP, values)
        if outcome:
            cursor.execute(_FINISH, values)
        cursor.execute(_FAILED, values)
        cursor.execute(_ACKNOWLEDGE, values)
    give_back(batch_pk=batch.pk)
