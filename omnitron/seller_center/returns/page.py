"""Cancellation & Returns: what comes back to sellers, and what they say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.seller_center.returns.listing import Listing

if TYPE_CHECKING:
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.seller_center.returns.answer_form import Asked


@permitted(SELLER_CENTER, panel=SELLER_CENTER)
@require_safe
def return_list(request: PanelRequest, /) -> HttpResponse:
    """The returns that wait, the oldest first, and what became of the others."""
    return show_returns(request)


def show_returns(
    request: PanelRequest, asked: Asked | None = None, *, status: int = 200
) -> HttpResponse:
    """The list, with the question that somebody is asked there."""
    context = {"listing": Listing(request.user, request.GET), "asked": asked}
    return render(request, "seller_center/returns/list.html", context, status=status)
