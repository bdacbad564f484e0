"""Undoing a bulk update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST

from bulk_updates.access import get_bulk_update
from bulk_updates.services.deciding import undo_bulk_update
from bulk_updates.states import BulkUpdateStatus
from omnitron.bulk_update_pages.deciding import answered
from omnitron.bulk_update_pages.page import show_bulk_update
from omnitron.bulk_update_pages.place import permitted_here
from omnitron.bulk_update_pages.undo_form import UndoForm, before_undoing

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.bulk_update_pages.place import Place


@require_POST
@permitted_here
def undo(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """Ask once, with what would go back and what would stay; then put it back."""
    update = get_bulk_update(request.user, pk, place.panel)
    form = UndoForm(request.POST)
    is_done = update.status == BulkUpdateStatus.DONE and not update.cleared_at
    if form.is_valid() and not form.is_confirmed and is_done:
        form.question = before_undoing(update, form)
        return show_bulk_update(request, update, refused=form, undo_form=form)
    return answered(
        request,
        pk,
        place,
        lambda: undo_bulk_update(actor=request.user, pk=pk, panel=place.panel),
    )
