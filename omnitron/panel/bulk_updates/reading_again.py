"""Reading a file again, in another encoding or with another delimiter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST

from bulk_updates.access import get_bulk_update
from bulk_updates.services import uploading
from bulk_updates.services.uploading import PERMISSION
from omnitron.accounts.access import permitted
from omnitron.panel.bulk_updates.deciding import answered
from omnitron.panel.bulk_updates.page import show_bulk_update
from omnitron.panel.bulk_updates.reading_form import ReadAgainForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_POST
@permitted(PERMISSION)
def read_again(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Have the file read as somebody chose."""
    update = get_bulk_update(request.user, pk)
    form = ReadAgainForm(request.POST)
    if not form.is_valid():
        return show_bulk_update(request, update, refused=form, reading_form=form)
    wanted = {"actor": request.user, "pk": pk, **form.values}
    return answered(request, pk, lambda: uploading.read_again(**wanted))
