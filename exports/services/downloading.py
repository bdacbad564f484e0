"""Handing the file of an export to the one who asked for it; each time is in the audit log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exports.access import get_export
from exports.states import ExportStatus
from omnitron.accounts import audit
from omnitron.core.errors import NotFound

if TYPE_CHECKING:
    from django.core.files import File

    from exports.models import Export
    from omnitron.accounts.models import User

logger = logging.getLogger(__name__)


def open_file(*, actor: User, pk: int, remote_addr: str | None = None) -> tuple[Export, File[Any]]:
    """Open the file for reading from its beginning, and write down who did.

    Raises `NotFound` for a stranger, and for a file that is not there yet or no more.
    """
    export = get_export(actor, pk)
    if not is_offered(export):
        raise NotFound(_("Export %(export)s has no file.") % {"export": pk})
    try:
        file = default_storage.open(export.file)
    except OSError as error:
        logger.exception("The file of export %s cannot be read.", pk)
        raise NotFound(
            _("The file of export %(export)s cannot be read: ask for it again.") % {"export": pk}
        ) from error
    with transaction.atomic():
        audit.record(
            actor=actor,
            action=audit.Action.DOWNLOADED,
            subject=export,
            changes={"rows": [None, export.rows_total], "sha256": [None, export.sha256]},
            remote_addr=remote_addr,
        )
    return export, file


def is_offered(export: Export) -> bool:
    """Whether there is a file, also before a sweep has taken note of the time."""
    return (
        export.status == ExportStatus.READY
        and export.expires_at is not None
        and export.expires_at > timezone.now()
    )
