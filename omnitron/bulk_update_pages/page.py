"""The page of one bulk update, from its upload to its undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import reselect, reswap, retarget

from bulk_updates.access import get_bulk_update
from omnitron.bulk_update_pages.detail import Detail
from omnitron.bulk_update_pages.place import permitted_here, place_of
from omnitron.bulk_update_pages.progress import phase_of
from omnitron.core.asking import question_alone

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bulk_updates.models import BulkUpdate
    from omnitron.accounts.http import PanelRequest
    from omnitron.bulk_update_pages.place import Place
    from omnitron.core.service_form import ServiceForm

WHOLE = "#bulk-update"


@require_safe
@permitted_here
def bulk_update(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """What a file would do, what it is doing, or what it did."""
    return show_bulk_update(request, get_bulk_update(request.user, pk, place.panel))


@require_safe
@permitted_here
def progress(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """How far it is; once that has come to an end, the page as it is now."""
    update = get_bulk_update(request.user, pk, place.panel)
    if phase_of(update) and phase_of(update) == request.GET.get("watched"):
        shown = Detail(request.user, update, request.GET, place)
        return render(request, "bulk_updates/progress.html", {"shown": shown})
    page = show_bulk_update(request, update, ended=True)
    return reswap(reselect(retarget(page, WHOLE), WHOLE), "outerHTML")


def show_bulk_update(
    request: PanelRequest,
    update: BulkUpdate,
    *,
    refused: ServiceForm | None = None,
    ended: bool = False,
    **forms: Any,
) -> HttpResponse:
    """The page; `forms` are those that were sent, of which `refused` decides the status."""
    shown = Detail(request.user, update, request.GET, place_of(request), **forms)
    context = {"shown": shown, "update": update, "ended": ended}
    status = refused.status if refused else 200
    page = render(request, "bulk_updates/detail.html", context, status=status)
    return question_alone(page, refused) if refused else page
