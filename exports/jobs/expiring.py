"""Deleting the files of exports that are over."""

from __future__ import annotations

from django.utils import timezone

from exports.models import Export
from exports.states import ExportStatus
from omnitron.core.stored_files import delete_each


def expire_exports() -> int:
    """Withdraw the files of overdue exports, then delete them; how many exports those were.

    A file that cannot be deleted is one that no export names, which `clear_files` tries again.
    """
    overdue = Export.objects.overdue(timezone.now()).values_list("pk", "file")
    expired = [
        name
        for key, name in list(overdue)
        # The condition again: of two sweeps one does it.
        if Export.objects.filter(pk=key, status=ExportStatus.READY, file=name).update(
            status=ExportStatus.EXPIRED, file=""
        )
    ]
    delete_each(expired)
    return len(expired)
