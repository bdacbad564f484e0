"""Reading a file again, in another encoding or with another delimiter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST

from bulk_updates.access import get_bulk_update
from bulk_updates.services import uploading
from omnitron.bulk_update_pages.deciding import answered
from omnitron.bulk_update_pages.page import show_bulk_update
from omnitron.bulk_update_pages.place import permitted_here
from omnitron.bulk_update_pages.reading_form import ReadAgainForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.bulk_update_pages.place import Place


@require_POST
@permitted_here
def read_again(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """Have the file read as somebody chose."""
    update = get_bulk_update(request.user, pk, place.panel)
    form = ReadAgainForm(request.POST)
    if not form.is_valid():
        return show_bulk_update(request, update, refused=form, reading_form=form)
    wanted = {"actor": request.user, "pk": pk, "panel": place.panel, **form.values}
    return answered(request, pk, place, lambda: uploading.read_again(**wanted))
