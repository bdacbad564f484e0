"""Working on an export: claimed by one worker, which says again and again that it is at it."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from exports.files import forget_under_way
from exports.models import Export
from exports.states import ExportStatus, Failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

logger = logging.getLogger(__name__)
# A file that ends its worker each time must not do so for ever.
MOST_ATTEMPTS = 5
SECONDS_BETWEEN_SIGNS = 1.0


class Stopped(Exception):
    """The export was canceled, or somebody else has it: nothing more is written."""


def claim_export(export_id: int) -> Export | None:
    """Begin an export that nobody writes; none if somebody does, or it is over.

    What a lost worker left unfinished is removed. One that was begun too often has failed.
    """
    now = timezone.now()
    free = Export.objects.to_run(now).filter(pk=export_id)
    before = free.values_list("claim", "attempts").first()
    if before is None:
        return None
    lost, attempts = before
    claim = uuid4()
    # Over the row's own columns, so that of two who wait for the row the second finds it claimed.
    claimed = free.filter(claim=lost).update(
        status=ExportStatus.RUNNING,
        claim=claim,
        claimed_until=_until(),
        attempts=attempts + 1,
        rows_done=0,
        rows_total=None,
    )
    if not claimed:
        return None
    if lost is not None:
        forget_under_way(str(lost))
    if attempts >= MOST_ATTEMPTS:
        fail_claimed(export_id, claim, Failure.GIVEN_UP)
        return None
    export: Export = Export.objects.select_related("selection__user", "requested_by").get(
        pk=export_id
    )
    return export


def held(export_id: int, claim: Any) -> QuerySet[Export]:
    """The row, as long as the claim on it stands."""
    return Export.objects.filter(pk=export_id, claim=claim, status=ExportStatus.RUNNING)


def fail_claimed(export_id: int, claim: Any, error: Failure) -> bool:
    """End an export without a file; whether it was still ours to end."""
    return bool(
        held(export_id, claim).update(
            status=ExportStatus.FAILED, error=error, finished_at=timezone.now()
        )
    )


def _until() -> Any:
    return timezone.now() + timedelta(seconds=settings.EXPORT_LEASE_SECONDS)


class SignsOfLife:
    """Renews the claim on an export from a thread of its own while its file is written.

    The rows come from one long transaction, which no progress could be told from, and counting,
    packing and handing over have no rows: nobody else would have the time. `interrupt` is called
    once the claim is lost, so that even a statement that takes long is left at once.
    """

    def __init__(self, export: Export, interrupt: Callable[[], None]) -> None:
        self.export = export
        self.interrupt = interrupt
        self.rows_done = 0
        self.rows_total = 0
        self._over = Event()
        self._lost = Event()
        self._thread = Thread(target=self._tell, name=f"export-{export.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def lost(self) -> bool:
        """Whether the export is no longer ours."""
        return self._lost.is_set()

    def check(self) -> None:
        """Raise `Stopped` once the export is no longer ours."""
        if self.lost:
            raise Stopped

    def _tell(self) -> None:
        try:
            while not self._over.wait(SECONDS_BETWEEN_SIGNS):
                if not self._renew():
                    self._lost.set()
                    self.interrupt()
                    return
        finally:
            connection.close()

    def _renew(self) -> bool:
        try:
            return bool(
                held(self.export.pk, self.export.claim).update(
                    claimed_until=_until(),
                    rows_done=self.rows_done,
                    rows_total=self.rows_total or None,
                )
            )
        except Error:
            # If PostgreSQL stays away, the snapshot is lost too and the claim lapses.
            logger.warning("The export %s could not tell of its progress.", self.export.pk)
            connection.close()
            return True
