"""Calling an export off while it is not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exports.access import lock_export
from exports.querysets import PERMISSION
from exports.states import UNDER_WAY, ExportStatus
from omnitron.accounts.permissions import require
from omnitron.core.errors import Refusal

if TYPE_CHECKING:
    from exports.models import Export
    from omnitron.accounts.models import User


@transaction.atomic
def cancel_export(*, actor: User, pk: int) -> Export:
    """Have no file written; a worker that is at it stops within seconds. Again changes nothing.

    Raises `NotFound`, and `Refusal` once it is finished.
    """
    require(actor, PERMISSION)
    export = lock_export(actor, pk)
    if export.status == ExportStatus.CANCELED:
        return export
    if export.status not in UNDER_WAY:
        raise Refusal(
            _("Export %(export)s can no longer be canceled: it is %(status)s.")
            % {"export": pk, "status": export.get_status_display().lower()}
        )
    export.status = ExportStatus.CANCELED
    export.finished_at = timezone.now()
    export.save(update_fields=["status", "finished_at"])
    return export
