"""What a worker does for a bulk update: whatever its status asks for, until nothing is left."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import OperationalError

from bulk_updates.jobs.applying import apply_rows
from bulk_updates.jobs.checking import check_rows
from bulk_updates.jobs.claiming import ClaimLost, claim, note, put_off, release
from bulk_updates.jobs.reading import read_file
from bulk_updates.jobs.undoing import undo_rows
from bulk_updates.models import BulkUpdate
from bulk_updates.reading.problems import Unreadable

if TYPE_CHECKING:
    from uuid import UUID

logger = logging.getLogger(__name__)
# Somebody holds an order for longer than a worker waits, or PostgreSQL is away.
AGAIN_IN_SECONDS = 10
# A mistake of ours is likely to be there again: until it is mended, the log has it now and then.
AGAIN_AFTER_MISTAKE_IN_SECONDS = 300


def work_on(pk: int) -> None:
    """Read, apply or undo a bulk update; safe to repeat and to be killed at any line.

    Whoever finds another worker at it leaves it alone. What PostgreSQL refuses for the moment is
    tried again by a sweep.
    """
    while key := claim(pk):
        try:
            _step(BulkUpdate.objects.get(pk=pk), key)
        except ClaimLost:
            logger.warning("Bulk update %s was taken over, or discarded.", pk)
            return
        except Exception as error:
            logger.exception("Bulk update %s is left for a sweep.", pk)
            for_now = isinstance(error, (OperationalError, OSError))
            put_off(pk, key, AGAIN_IN_SECONDS if for_now else AGAIN_AFTER_MISTAKE_IN_SECONDS)
            return
        release(pk, key)


def _step(update: BulkUpdate, key: UUID) -> None:
    if update.status == BulkUpdate.Status.APPLYING:
        apply_rows(update, key)
    elif update.status == BulkUpdate.Status.UNDOING:
        undo_rows(update, key)
    else:
        _read(update, key)


def _read(update: BulkUpdate, key: UUID) -> None:
    try:
        read_file(update, key)
        check_rows(update, key, actor=update.uploaded_by)
    except Unreadable as problem:
        note(
            update.pk,
            key,
            status=BulkUpdate.Status.UNREADABLE,
            problem=problem.problem,
            problem_values=problem.values,
            encoding=update.encoding,
            delimiter=update.delimiter,
        )
