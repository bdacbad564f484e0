"""The only doors to single bulk updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from bulk_updates.models import BulkUpdate
from omnitron.accounts.panels import OMNITRON
from omnitron.core.errors import NotFound

if TYPE_CHECKING:
    from omnitron.accounts.models import User


def get_bulk_update(user: User, pk: int, panel: str = OMNITRON) -> BulkUpdate:
    """A bulk update that this person may see. Raises `NotFound` for a stranger's."""
    return _get(user, pk, panel, lock=False)


def lock_bulk_update(user: User, pk: int, panel: str = OMNITRON) -> BulkUpdate:
    """The same, locked until the transaction ends: before the orders that it is about."""
    return _get(user, pk, panel, lock=True)


def _get(user: User, pk: int, panel: str, *, lock: bool) -> BulkUpdate:
    visible = BulkUpdate.objects.visible_to(user, panel)
    if lock:
        visible = visible.select_for_update(of=("self",), no_key=True)
    else:
        visible = visible.select_related("uploaded_by", "applied_by", "undone_by")
    found: BulkUpdate | None = visible.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no bulk update %(id)s.") % {"id": pk})
    return found
