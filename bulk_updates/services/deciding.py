"""What a person decides about a file that was read: apply it, discard it, undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulk_updates.access import lock_bulk_update
from bulk_updates.scopes import SCOPES
from bulk_updates.states import BULK_UPDATE_MOVES, BulkUpdateStatus
from bulk_updates.tasks import work_on
from omnitron.accounts.panels import OMNITRON
from omnitron.accounts.permissions import require
from omnitron.core.errors import Conflict, Refusal
from omnitron.core.formats import count_text
from omnitron.core.nudging import nudge

if TYPE_CHECKING:
    from bulk_updates.models import BulkUpdate
    from omnitron.accounts.models import User


@transaction.atomic
def apply_bulk_update(
    *,
    actor: User,
    pk: int,
    only_if_all_good: bool = False,
    seen: str = "",
    panel: str = OMNITRON,
) -> BulkUpdate:
    """Have the good rows of a file applied; what has been changed since the preview is left out.

    Only if all are good: a row that turns bad later stops it, and what was done is undone. Asked
    for a second time nothing happens. `seen` is that of the preview which the person saw. Raises
    `NotFound`, `Refusal` where nothing would change or a row is refused, `Conflict` for one that is
    past it, or was read again since.
    """
    update = _lock(actor, pk, panel)
    is_same = update.all_or_nothing == only_if_all_good
    if is_same and update.status in (BulkUpdateStatus.APPLYING, BulkUpdateStatus.DONE):
        return update
    _check_move(update, BulkUpdateStatus.APPLYING)
    if seen and seen != update.seen:
        raise Conflict(
            _("Bulk update %(id)s was read again since you looked: look at the preview once more.")
            % {"id": pk}
        )
    if not update.change_count:
        raise Refusal(_("No row of bulk update %(id)s changes anything.") % {"id": pk})
    if only_if_all_good and update.refused_count:
        raise Refusal(
            ngettext(
                "%(count)s row is refused: correct it and upload the file again, or leave it out.",
                "%(count)s rows are refused: correct them and upload the file again, or leave them"
                " out.",
                update.refused_count,
            )
            % {"count": count_text(update.refused_count)}
        )
    update.status = BulkUpdateStatus.APPLYING
    update.all_or_nothing = only_if_all_good
    update.applied_by, update.applied_at = actor, timezone.now()
    update.save(update_fields=["status", "all_or_nothing", "applied_by", "applied_at"])
    nudge(work_on, pk)
    return update


@transaction.atomic
def discard_bulk_update(*, actor: User, pk: int, panel: str = OMNITRON) -> BulkUpdate:
    """Put a file aside of which nothing was applied, also while it is read.

    Raises `NotFound` and `Conflict`.
    """
    update = _lock(actor, pk, panel)
    if update.status != BulkUpdateStatus.DISCARDED:
        _check_move(update, BulkUpdateStatus.DISCARDED)
        update.status = BulkUpdateStatus.DISCARDED
        update.done_at = timezone.now()
        # A worker that is at it finds its claim gone, and stops.
        update.claim = update.claimed_until = None
        update.save(update_fields=["status", "done_at", "claim", "claimed_until"])
    return update


@transaction.atomic
def undo_bulk_update(*, actor: User, pk: int, panel: str = OMNITRON) -> BulkUpdate:
    """Have everything put back as it was that nobody has changed since.

    Asked for a second time nothing happens. Raises `NotFound`, `Conflict` for one that is not done,
    or whose rows are no longer kept.
    """
    update = _lock(actor, pk, panel)
    if update.status in (BulkUpdateStatus.UNDOING, BulkUpdateStatus.UNDONE):
        return update
    _check_move(update, BulkUpdateStatus.UNDOING)
    if update.cleared_at:
        raise Conflict(
            _("The rows of bulk update %(id)s are no longer kept: it cannot be undone any more.")
            % {"id": pk}
        )
    update.status = BulkUpdateStatus.UNDOING
    update.undone_by, update.undoing_at = actor, timezone.now()
    update.save(update_fields=["status", "undone_by", "undoing_at"])
    nudge(work_on, pk)
    return update


def _lock(actor: User, pk: int, panel: str) -> BulkUpdate:
    require(actor, SCOPES[panel].permission)
    return lock_bulk_update(actor, pk, panel)


def _check_move(update: BulkUpdate, to: BulkUpdateStatus) -> None:
    if not BULK_UPDATE_MOVES.allows(BulkUpdateStatus(update.status), to):
        raise Conflict(
            _("Bulk update %(id)s is “%(status)s”: look again, somebody may have been faster.")
            % {"id": update.pk, "status": update.get_status_display()}
        )
