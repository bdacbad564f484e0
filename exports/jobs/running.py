"""Writing the file of an export, once, whatever ends the worker in between."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psycopg
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import override
from psycopg.errors import DiskFull

from exports.files import keep, under_way
from exports.jobs.asked import NotWritten, query_of
from exports.jobs.claiming import SignsOfLife, Stopped, claim_export, fail_claimed, held
from exports.jobs.figures import figures_of
from exports.jobs.serving import serving
from exports.jobs.snapshots import snapshot
from exports.states import ExportFormat, ExportStatus, Failure
from exports.writers.csv import write_csv
from exports.writers.xlsx import write_xlsx
from omnitron.core.stored_files import delete_each

if TYPE_CHECKING:
    from collections.abc import Callable

    from exports.models import Export

logger = logging.getLogger(__name__)
WRITERS: dict[str, Callable[..., str]] = {
    ExportFormat.CSV: write_csv,
    ExportFormat.XLSX: write_xlsx,
}


def run_export(export_id: int) -> bool:
    """Write an export's file unless somebody does; whether it ended, one way or the other.

    Killed at any line, or without PostgreSQL, it is begun again from the beginning once its claim
    has lapsed.
    """
    export = claim_export(export_id)
    if export is None:
        return False
    try:
        return _offer(export, _written(export))
    except Stopped:
        return False
    except Exception as error:
        failure = _failure_of(error, export)
        if failure is None:
            raise
        return fail_claimed(export.pk, export.claim, failure)


def _failure_of(error: Exception, export: Export) -> Failure | None:
    """Why there will be no file; none where PostgreSQL went away, and may be back next time."""
    if isinstance(error, NotWritten):
        return error.failure
    # What PostgreSQL had no space to sort has none the next time, either.
    if isinstance(error, OSError) or isinstance(error.__cause__ or error, DiskFull):
        logger.error("The file of export %s cannot be kept.", export.pk, exc_info=error)
        return Failure.NO_SPACE
    if isinstance(error, psycopg.OperationalError | OperationalError):
        return None
    logger.error("The export %s failed.", export.pk, exc_info=error)
    return Failure.UNEXPECTED


def _written(export: Export) -> dict[str, Any]:
    """Write and keep the file; what the receipt says of it."""
    with override(export.language), snapshot() as (rows, moment):
        query = query_of(export)
        with (
            serving(),
            SignsOfLife(export, rows.cancel) as signs,
            under_way(str(export.claim)) as path,
        ):
            try:
                figures = figures_of(rows, query, export)
                signs.rows_total = figures.rows_total
                digest = WRITERS[export.format](rows, query, path, signs=signs)
            except psycopg.errors.QueryCanceled:
                signs.check()
                raise
            rows.rollback()
            signs.check()
            return {
                **figures._asdict(),
                "rows_done": figures.rows_total,
                "snapshot_at": moment,
                "sha256": digest,
                "file_size": path.stat().st_size,
                "file": keep(path, str(export.claim), export.format),
            }


def _offer(export: Export, receipt: dict[str, Any]) -> bool:
    """Let the file be downloaded, unless the export is no longer ours: then there is none."""
    now = timezone.now()
    ours = bool(
        held(export.pk, export.claim).update(
            **receipt,
            status=ExportStatus.READY,
            finished_at=now,
            expires_at=now + timedelta(days=settings.EXPORT_DAYS),
        )
    )
    # Only PostgreSQL's word counts: where the connection broke, the file may be offered already.
    if not ours:
        delete_each([receipt["file"]])
    return ours
