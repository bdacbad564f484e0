"""Having what a client failed with be due again."""

from __future__ import annotations

from django.db import connection

from integrations.feeds import KINDS_SQL

# At once.
_MOST = 1000
# A revision that is locked is being changed right now. It is not waited for, since who changes may
# wait for one of ours, nor forgotten, since that change may be taken back: it stays marked.
_GIVE_BACK = f"""
    WITH taken AS MATERIALIZED (
        SELECT object.id, object.version_date, revision.kind, revision.object_id
        FROM integrations_batchobject AS object
        JOIN (VALUES {KINDS_SQL}) AS feed (name, kind) ON feed.name = object.content_type
        JOIN orders_revision AS revision
            ON revision.kind = feed.kind AND revision.object_id = object.object_id
        WHERE object.gives_back {{of_batch}}
        LIMIT {_MOST}
        FOR NO KEY UPDATE OF revision SKIP LOCKED
    ), due AS (
        UPDATE orders_revision AS revision
        SET acknowledged = revision.revision - 1, is_due = true
        FROM taken
        WHERE revision.kind = taken.kind AND revision.object_id = taken.object_id
            AND revision.changed_at = taken.version_date AND NOT revision.is_due
    )
    UPDATE integrations_batchobject AS object SET gives_back = false
    FROM taken WHERE object.id = taken.id
"""


def give_back(*, batch_pk: int | None = None) -> int:
    """Mark again as due what failed, of one batch or of all; how many objects that settles.

    What has changed since is due anyway. Safe to repeat.
    """
    of_batch = "" if batch_pk is None else "AND object.batch_id = %(batch)s"
    settled = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_GIVE_BACK.format(of_batch=of_batch), {"batch": batch_pk})
            some: int = cursor.rowcount
            settled += some
            if some < _MOST:
                return settled
