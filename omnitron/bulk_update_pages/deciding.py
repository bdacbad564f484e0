"""Applying a file that was read, and discarding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bulk_updates.services.deciding import apply_bulk_update, discard_bulk_update
from omnitron.bulk_update_pages.place import permitted_here
from omnitron.core.errors import refusal_to_tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from bulk_updates.models import BulkUpdate
    from omnitron.accounts.http import PanelRequest
    from omnitron.bulk_update_pages.place import Place


@require_POST
@permitted_here
def apply(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """Have the good rows applied."""
    seen = request.GET.get("seen", "")
    return answered(
        request,
        pk,
        place,
        lambda: apply_bulk_update(actor=request.user, pk=pk, seen=seen, panel=place.panel),
    )


@require_POST
@permitted_here
def apply_all(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """Have all rows applied, or none if one of them turns bad."""

    def apply_if_all_good() -> BulkUpdate:
        seen = request.GET.get("seen", "")
        return apply_bulk_update(
            actor=request.user, pk=pk, only_if_all_good=True, seen=seen, panel=place.panel
        )

    return answered(request, pk, place, apply_if_all_good)


@require_POST
@permitted_here
def discard(request: PanelRequest, /, pk: int, *, place: Place) -> HttpResponse:
    """Put a file aside."""
    return answered(
        request,
        pk,
        place,
        lambda: discard_bulk_update(actor=request.user, pk=pk, panel=place.panel),
    )


def answered(
    request: PanelRequest, pk: int, place: Place, ask: Callable[[], BulkUpdate]
) -> HttpResponse:
    """The page as it is afterwards, with what a service said where it declined."""
    try:
        ask()
    except Exception as exception:
        messages.error(request, str(refusal_to_tell(exception)))
    return redirect(place.url("bulk-update", pk))
