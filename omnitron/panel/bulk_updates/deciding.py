"""Applying a file that was read, and discarding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bulk_updates.services.deciding import apply_bulk_update, discard_bulk_update
from bulk_updates.services.uploading import PERMISSION
from omnitron.accounts.access import permitted
from omnitron.core.errors import refusal_to_tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from bulk_updates.models import BulkUpdate
    from omnitron.accounts.http import PanelRequest


@require_POST
@permitted(PERMISSION)
def apply(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Have the good rows applied."""
    seen = request.GET.get("seen", "")
    return answered(request, pk, lambda: apply_bulk_update(actor=request.user, pk=pk, seen=seen))


@require_POST
@permitted(PERMISSION)
def apply_all(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Have all rows applied, or none if one of them turns bad."""

    def apply_if_all_good() -> BulkUpdate:
        seen = request.GET.get("seen", "")
        return apply_bulk_update(actor=request.user, pk=pk, only_if_all_good=True, seen=seen)

    return answered(request, pk, apply_if_all_good)


@require_POST
@permitted(PERMISSION)
def discard(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Put a file aside."""
    return answered(request, pk, lambda: discard_bulk_update(actor=request.user, pk=pk))


def answered(request: PanelRequest, pk: int, ask: Callable[[], BulkUpdate]) -> HttpResponse:
    """The page as it is afterwards, with what a service said where it declined."""
    try:
        ask()
    except Exception as exception:
        messages.error(request, str(refusal_to_tell(exception)))
    return redirect("omnitron:bulk-update", pk=pk)
