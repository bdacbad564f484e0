"""Cancellation and Return Requests (O11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.panel.requests.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest

PERMISSION = "cancellations.cancel_items"


@require_safe
@permitted(PERMISSION)
def request_list(request: PanelRequest, /) -> HttpResponse:
    """The requests that wait, the oldest first, and what became of the others."""
    if "" in request.GET.values():
        # A form sends its empty fields, too: an address says what is on.
        return redirect(_without_empty(request))
    return show_requests(request)


def show_requests(
    request: PanelRequest,
    *,
    ticked: Collection[int] = (),
    refusal: str = "",
    reason: str = "",
) -> HttpResponse:
    """The list; after a refusal with what was ticked and typed."""
    context = {
        "listing": Listing(request.user, request.GET, ticked),
        "refusal": refusal,
        "reason": reason,
    }
    status = 422 if refusal else 200
    return render(request, "omnitron/requests/list.html", context, status=status)


def _without_empty(request: PanelRequest) -> str:
    query = request.GET.copy()
    for name, values in request.GET.lists():
        query.setlist(name, [value for value in values if value])
    query_string = query.urlencode()
    return f"{request.path}?{query_string}" if query_string else request.path
