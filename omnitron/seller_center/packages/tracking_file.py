"""A file of the ticked packages for a carrier's tracking numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST

from bulk_updates.services.writing_templates import write_tracking_file
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.bulk_update_pages.downloads import file_answer
from omnitron.core.errors import NotFound, Refusal
from omnitron.seller_center.packages.page import show_packages
from orders.services.packages.locking import PERMISSION

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from omnitron.accounts.http import PanelRequest


@require_POST
@permitted(PERMISSION, panel=SELLER_CENTER)
def tracking_file(request: PanelRequest, /) -> HttpResponseBase:
    """The file, or the list with the reason why there is none."""
    numbers = request.POST.getlist("package")
    try:
        return file_answer(write_tracking_file(actor=request.user, numbers=numbers))
    except NotFound:
        raise
    except Refusal as refusal:
        return show_packages(request, ticked=numbers, refusal=str(refusal))
