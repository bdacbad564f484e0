"""Forgetting files and rows after some time; what was done to orders stays in their logs."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from bulk_updates.files import FOLDER
from bulk_updates.models import BulkUpdate, BulkUpdateRow
from bulk_updates.states import IN_WORK, BulkUpdateStatus
from omnitron.core.stored_files import delete_each, names_below


def clear_old() -> int:
    """Forget the rows and files of old bulk updates, and files that none names; how many updates.

    One that nobody has decided on until then is discarded.
    """
    limit = timezone.now() - timedelta(days=settings.BULK_UPDATE_DAYS)
    old = BulkUpdate.objects.filter(uploaded_at__lt=limit, cleared_at=None)
    keys = list(old.exclude(status__in=IN_WORK).order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        _clear(pk)
    _delete_lost_files()
    return len(keys)


@transaction.atomic
def _clear(pk: int) -> None:
    update = BulkUpdate.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if update.status in IN_WORK:
        return
    name = update.file.name or ""
    if update.status in (BulkUpdateStatus.READY, BulkUpdateStatus.UNREADABLE):
        update.status, update.done_at = BulkUpdateStatus.DISCARDED, timezone.now()
    update.file.name, update.cleared_at = "", timezone.now()
    update.save(update_fields=["status", "done_at", "file", "cleared_at"])
    BulkUpdateRow.objects.filter(bulk_update=pk).delete()
    # After the commit: no rollback brings a file back.
    transaction.on_commit(lambda: delete_each([name]), robust=True)


def _delete_lost_files() -> None:
    """Files of uploads that were broken off between file and row, a day after they were written."""
    limit = timezone.now() - timedelta(days=1)
    old = [name for name in names_below(FOLDER) if default_storage.get_modified_time(name) < limit]
    named = BulkUpdate.objects.filter(file__in=old).values_list("file", flat=True)
    delete_each(set(old) - set(named))
