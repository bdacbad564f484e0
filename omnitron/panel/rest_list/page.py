from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.panel.rest_list.listing import RestList

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest


@require_safe
@permitted("cancellations.cancel_items")
def rest_list(request: PanelRequest, /) -> HttpResponse:
    """The orders of which money has to go back that no plan gives back."""
    context = {"listing": RestList(request.user, request.GET)}
    return render(request, "omnitron/dated_list.html", context)
